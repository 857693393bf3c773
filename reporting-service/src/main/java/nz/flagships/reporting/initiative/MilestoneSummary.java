package nz.flagships.reporting.initiative;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What became of the milestones of a region or an initiative; a row of {@code GET /v1/milestones/summary}. Each milestone is
 * in one of planned, reachedOnTime, reachedLate, missed and cancelled.
 *
 * @param by {@code region} or {@code initiative}
 * @param key the code of it
 * @param milestones all that were planned
 * @param planned yet to be reached
 * @param reachedOnTime on the due day or before
 * @param reachedLate after the due day
 * @param missed the due day passed without it; one that was cancelled afterwards stays here
 * @param cancelled before they were due
 * @param rescheduled those that were given another due day, whatever became of them
 * @param synthetic whether any of it was made up for a demonstration
 */
public record MilestoneSummary(
        String by,
        String key,
        long milestones,
        long planned,
        long reachedOnTime,
        long reachedLate,
        long missed,
        long cancelled,
        long rescheduled,
        boolean synthetic) {
    /** One row per key; a milestone counts once for each key it has. */
    static List<MilestoneSummary> of(List<Milestone> milestones, String by) {
        Function<Milestone, List<String>> keys =
                by.equals("region") ? Milestone::regions : milestone -> List.of(milestone.initiative());
        Map<String, List<Milestone>> grouped = new TreeMap<>();
        for (Milestone milestone : milestones) {
            keys.apply(milestone)
                    .forEach(key ->
                            grouped.computeIfAbsent(key, k -> new ArrayList<>()).add(milestone));
        }
        return grouped.entrySet().stream()
                .map(each -> of(by, each.getKey(), each.getValue()))
                .toList();
    }

    private static MilestoneSummary of(String by, String key, List<Milestone> all) {
        return new MilestoneSummary(
                by,
                key,
                all.size(),
                count(all, each -> each.status() == Milestone.Status.PLANNED),
                count(all, each -> each.status() == Milestone.Status.REACHED && !isLate(each)),
                count(all, each -> each.status() == Milestone.Status.REACHED && isLate(each)),
                count(
                        all,
                        each -> each.status() == Milestone.Status.MISSED
                                || each.status() == Milestone.Status.CANCELLED && each.missed()),
                count(all, each -> each.status() == Milestone.Status.CANCELLED && !each.missed()),
                count(all, each -> each.rescheduled() > 0),
                all.stream().anyMatch(Milestone::synthetic));
    }

    private static boolean isLate(Milestone milestone) {
        return milestone.daysLate() != null && milestone.daysLate() > 0;
    }

    private static long count(List<Milestone> all, Predicate<Milestone> which) {
        return all.stream().filter(which).count();
    }
}
