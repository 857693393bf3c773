package nz.flagships.reporting.caseload;

import java.time.YearMonth;
import java.util.List;

/**
 * What happened to one case.
 *
 * @param stream its stream id
 * @param region the region it is in
 * @param agency the code of the agency that opened it; empty where that was not kept yet
 * @param synthetic whether it was made up
 * @param steps in the order in which they were recorded
 */
record CaseHistory(String stream, String region, String agency, boolean synthetic, List<Step> steps) {
    /** One of them. */
    record Step(Change change, YearMonth month) {}

    CaseHistory {
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
