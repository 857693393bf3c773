package nz.flagships.reporting.initiative;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.readmodel.Row;

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
    /** By initiative if the argument says so, else by region: a milestone counts in each region of its initiative. */
    static final Relation<MilestoneSummary> RELATION = Relation.of("""
            select case when by_initiative then 'initiative' else 'region' end as by, key, count(*) as milestones,
                   count(*) filter (where status = 'PLANNED') as planned,
                   count(*) filter (where status = 'REACHED' and days_late <= 0) as reached_on_time,
                   count(*) filter (where status = 'REACHED' and days_late > 0) as reached_late,
                   count(*) filter (where status = 'MISSED' or status = 'CANCELLED' and missed) as missed,
                   count(*) filter (where status = 'CANCELLED' and not missed) as cancelled,
                   count(*) filter (where rescheduled > 0) as rescheduled, bool_or(synthetic) as synthetic
            from milestones
            cross join (select ?::boolean as by_initiative) asked
            cross join lateral unnest(case when by_initiative then array[initiative] else regions end) key
            group by by_initiative, key
            """, MilestoneSummary.class);

    /** How many milestones there are, each once, beside the rows that count one in each of its regions. */
    static Map<String, Object> totals(Connection connection) throws SQLException {
        return Row.list(
                        connection,
                        "select count(*) as milestones, coalesce(sum(cardinality(regions)), 0) as counted from milestones",
                        row -> Map.<String, Object>of(
                                "milestones", row.number("milestones"), "inRegions", row.number("counted")))
                .getFirst();
    }
}
