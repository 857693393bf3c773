package nz.flagships.reporting.barrier;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.readmodel.Row;
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
        @Nullable BarrierCategory category,
        @Nullable BarrierSeverity severity,
        @Nullable String waitsFor,
        long barriers,
        long open,
        long escalated,
        @Nullable Integer oldestDays,
        @Nullable BigDecimal medianDaysToAdvice,
        @Nullable BigDecimal medianDaysToResolution,
        List<String> waitingFor,
        boolean synthetic) {
    /** What it may be grouped by. */
    static final List<String> GROUPS = List.of("region", "category", "severity", "waitingFor");

    /** One row per group. The arguments are the day, and for each of {@link #GROUPS} whether to group by it. */
    static final Relation<Desk> RELATION = Relation.of("""
            select by_region as region, by_category as category, by_severity as severity, waits_for, count(*) as barriers,
                   count(*) filter (where open) as open, count(*) filter (where status = 'ESCALATED') as escalated,
                   max(age_days) filter (where open) as oldest_days,
                   percentile_cont(0.5) within group (order by days_to_advice)::numeric as median_days_to_advice,
                   percentile_cont(0.5) within group (order by days_to_resolution)::numeric as median_days_to_resolution,
                   coalesce(array_agg(distinct waiting_for order by waiting_for) filter (where waiting_for is not null), '{}')
                       as waiting_for,
                   bool_or(synthetic) as synthetic
            from (
                select b.*, by_region, case when asked.category then b.category end as by_category,
                       case when asked.severity then b.severity end as by_severity,
                       case when asked.waiting_for then b.waiting_for end as waits_for
                from (%s) b
                cross join (select ?::boolean as region, ?::boolean as category, ?::boolean as severity,
                                   ?::boolean as waiting_for) asked
                cross join lateral unnest(
                    case when asked.region and cardinality(b.regions) > 0 then b.regions else array[null]::text[] end) by_region
            ) grouped
            group by by_region, by_category, by_severity, waits_for
            """.formatted(Barrier.ON_A_DAY), Desk.class);

    /** How many barriers there are on a day, each once, whatever the rows count more than once. */
    static Map<String, Object> totals(Connection connection, LocalDate today) throws SQLException {
        return Row.list(
                        connection,
                        """
                        select count(*) as barriers, count(*) filter (where open) as open,
                               count(*) filter (where status = 'ESCALATED') as escalated,
                               coalesce(sum(greatest(1, cardinality(regions))), 0) as in_regions
                        from (%s) barriers
                        """.formatted(Barrier.ON_A_DAY),
                        row -> {
                            Map<String, Object> totals = new LinkedHashMap<>();
                            totals.put("barriers", row.number("barriers"));
                            totals.put("open", row.number("open"));
                            totals.put("escalated", row.number("escalated"));
                            totals.put("inRegions", row.number("in_regions"));
                            return totals;
                        },
                        today)
                .getFirst();
    }
}
