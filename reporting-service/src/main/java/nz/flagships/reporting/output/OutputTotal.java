package nz.flagships.reporting.output;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.initiative.OutputKind;
import org.jspecify.annotations.Nullable;

/**
 * Outputs added up; a row of {@code GET /v1/outputs/summary}. Different outputs are never added to each other; what it is
 * not grouped by is null.
 *
 * @param output what was counted
 * @param unit what one of them is
 * @param region the code of the region
 * @param initiative the code of the initiative
 * @param quantity how many
 * @param from the first day of the earliest period
 * @param to the last day of the latest period
 * @param periods how many periods were added up
 * @param synthetic whether any of them was made up for a demonstration
 */
public record OutputTotal(
        OutputKind output,
        String unit,
        @Nullable String region,
        @Nullable String initiative,
        long quantity,
        LocalDate from,
        LocalDate to,
        int periods,
        boolean synthetic) {
    /** What outputs may be grouped by, besides what they are. */
    static final List<String> GROUPS = List.of("region", "initiative");

    private record Key(
            OutputKind output,
            @Nullable String region,
            @Nullable String initiative) {}

    /** One row per output and group. Periods of one output in one region of an initiative never overlap, so they add up. */
    static List<OutputTotal> of(List<Output> outputs, Collection<String> by) {
        Map<Key, List<Output>> groups = new LinkedHashMap<>();
        for (Output output : outputs) {
            Key key = new Key(
                    output.output(),
                    by.contains("region") ? output.region() : null,
                    by.contains("initiative") ? output.initiative() : null);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(output);
        }
        return groups.entrySet().stream()
                .map(group -> of(group.getKey(), group.getValue()))
                .toList();
    }

    private static OutputTotal of(Key key, List<Output> all) {
        return new OutputTotal(
                key.output(),
                key.output().unit(),
                key.region(),
                key.initiative(),
                all.stream().mapToLong(Output::quantity).sum(),
                all.stream().map(Output::firstDay).min(LocalDate::compareTo).orElseThrow(),
                all.stream().map(Output::lastDay).max(LocalDate::compareTo).orElseThrow(),
                all.size(),
                all.stream().anyMatch(Output::synthetic));
    }
}
