package nz.flagships.reporting.caseload;

import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * What happened to one case.
 *
 * @param stream its stream id
 * @param region the region it is in
 * @param ledBy the codes of all agencies that have ever led it, the one that opened it among them: nobody else can have moved its months
 * @param synthetic whether it was made up
 * @param steps in the order in which they were recorded
 */
record CaseHistory(String stream, String region, Set<String> ledBy, boolean synthetic, List<Step> steps) {
    /** One of them. */
    record Step(Change change, YearMonth month) {}

    CaseHistory {
        ledBy = Set.copyOf(ledBy);
        steps = List.copyOf(steps);
    }

    boolean openedIn(YearMonth month) {
        return happenedIn(Change.OPENED, month);
    }

    /** Once, however often it was closed in that month. */
    boolean closedIn(YearMonth month) {
        return happenedIn(Change.CLOSED, month);
    }

    /** Whether it was open when the month ended: by the last thing recorded of what had happened until then. */
    boolean activeAtEndOf(YearMonth month) {
        boolean active = false;
        for (Step step : steps) {
            if (!step.month.isAfter(month)) {
                active = step.change != Change.CLOSED;
            }
        }
        return active;
    }

    private boolean happenedIn(Change change, YearMonth month) {
        return steps.stream().anyMatch(step -> step.change == change && step.month.equals(month));
    }
}
