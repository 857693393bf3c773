package nz.flagships.reporting.output;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.reporting.query.Relation;
import org.jspecify.annotations.Nullable;

/**
 * Outputs added up; a row of {@code GET /v1/outputs/summary}. Different outputs are never added to each other; what it is
 * not grouped by is null. Periods of one output in one region of an initiative never overlap, so they add up.
 *
 * @param output what was counted
 * @param unit what one of them is
 * @param region the code of the region
 * @param initiative the code of the initiative
 * @param quantity how many, exact however many numbers were added up
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
        BigInteger quantity,
        LocalDate from,
        LocalDate to,
        long periods,
        boolean synthetic) {
    /** What outputs may be grouped by, besides what they are. */
    static final List<String> GROUPS = List.of("region", "initiative");

    /** One row per output and group; by region, and by initiative, or not. */
    static final Relation<OutputTotal> RELATION =
            Relation.of("""
            select output, min(unit) as unit, by_region as region, by_initiative as initiative, sum(quantity) as quantity,
                   min(first_day) as "from", max(last_day) as "to", count(*) as periods, bool_or(synthetic) as synthetic
            from (select o.*, case when ?::boolean then region end as by_region,
                         case when ?::boolean then initiative end as by_initiative
                  from outputs o) grouped
            group by output, by_region, by_initiative
            """, OutputTotal.class).column("from", "\"from\"").column("to", "\"to\"");
}
