package nz.flagships.reporting.barrier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lies on the desk; a row of {@code GET /v1/barriers/desk}. What it is not grouped by is null.
 *
 * @param region a barrier counts in each region of its initiative
 * @param category what kind of barriers
 * @param severity how much they are in the way
 * @param waitsFor who has to act; null also for those that are over
 * @param barriers all of them, whatever became of them
 * @param open those that somebody has to act on, escalated ones too
 * @param escalated those that the National Office has to act on
 * @param oldestDays the age of the oldest open one
 * @param medianDaysToAdvice of those that were advised
 * @param medianDaysToResolution of those that were resolved, and did not only lapse
 * @param waitingFor all that the open ones wait for
 * @param synthetic whether any of them was made up for a demonstration
 */
public record Desk(
        @Nullable String region,
        @Nullable String category,
        @Nullable String severity,
        @Nullable String waitsFor,
        long barriers,
        long open,
        long escalated,
        @Nullable Integer oldestDays,
        @Nullable Double medianDaysToAdvice,
        @Nullable Double medianDaysToResolution,
        List<String> waitingFor,
        boolean synthetic) {
    /** What it may be grouped by. */
    static final List<String> GROUPS = List.of("region", "category", "severity", "waitingFor");

    private record Key(
            @Nullable String region,
            @Nullable String category,
            @Nullable String severity,
            @Nullable String waitingFor) {}

    /** One row per group. */
    static List<Desk> of(Collection<Barrier> barriers, Collection<String> by) {
        Map<Key, List<Barrier>> groups = new LinkedHashMap<>();
        for (Barrier barrier : barriers) {
            List<String> regions = barrier.regions();
            for (String region :
                    by.contains("region") && !regions.isEmpty() ? regions : Collections.singletonList((String) null)) {
                Key key = new Key(
                        region,
                        by.contains("category") ? barrier.category().name() : null,
                        by.contains("severity") ? barrier.severity().name() : null,
                        by.contains("waitingFor") ? barrier.waitingFor() : null);
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(barrier);
            }
        }
        return groups.entrySet().stream()
                .map(group -> of(group.getKey(), group.getValue()))
                .toList();
    }

    private static Desk of(Key key, List<Barrier> all) {
        List<Barrier> open = all.stream().filter(each -> each.status().isOpen()).toList();
        return new Desk(
                key.region(),
                key.category(),
                key.severity(),
                key.waitingFor(),
                all.size(),
                open.size(),
                open.stream()
                        .filter(each -> each.status() == Barrier.Status.ESCALATED)
                        .count(),
                numbers(open, Barrier::ageDays).stream().max(Integer::compare).orElse(null),
                median(numbers(all, Barrier::daysToAdvice)),
                median(numbers(all, Barrier::daysToResolution)),
                new ArrayList<>(new TreeSet<>(open.stream()
                        .map(Barrier::waitingFor)
                        .filter(Objects::nonNull)
                        .toList())),
                all.stream().anyMatch(Barrier::synthetic));
    }

    private static List<Integer> numbers(List<Barrier> of, Function<Barrier, @Nullable Integer> number) {
        List<Integer> numbers = new ArrayList<>();
        for (Barrier barrier : of) {
            Integer one = number.apply(barrier);
            if (one != null) {
                numbers.add(one);
            }
        }
        return numbers;
    }

    /** The middle one, or half way between the two in the middle. */
    static @Nullable Double median(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return null;
        }
        List<Integer> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
    }
}
