package nz.flagships.reporting.barrier;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Rows;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** Reads barriers, put together from the facts about them. */
final class BarrierRows {
    /**
     * A barrier with what its steps came to: the last one says where it stands, the first of a kind when it was first so. What
     * was published or made up is history: its age is told to the last day that such history tells of, since nobody says
     * what became of it afterwards. The argument is today.
     */
    private static final String BARRIERS = """
            select known.*,
                   case when status in ('RESOLVED', 'CARRIED') then null when status = 'ESCALATED' then '%1$s'
                        else coalesce(action_by, lead) end as waiting_for,
                   status not in ('RESOLVED', 'CARRIED') as open,
                   case when age_on >= raised_on then age_on - raised_on when age_on < raised_on then 0 end as age_days,
                   case when advised_on >= escalated_on then advised_on - escalated_on when advised_on < escalated_on then 0 end
                       as days_to_advice,
                   case when status <> 'RESOLVED' or resolution = 'LAPSED' then null
                        when ended_on >= raised_on then ended_on - raised_on when ended_on < raised_on then 0 end as days_to_resolution
            from (
                select told.*,
                       case when status in ('RESOLVED', 'CARRIED') then ended_on
                            when history then greatest(raised_on, (
                                select max(d) from (
                                    select max(raised_on) as d from barrier where basis <> 'OPERATIONAL'
                                    union all select max(on_day) from barrier_step where basis <> 'OPERATIONAL') last_told))
                            else ?::date end as age_on
                from (
                    select b.initiative, b.code, b.title, b.category, b.severity, b.raised_on, b.carried_from,
                           b.basis, b.source, b.note, b.inferred, coalesce(i.regions, '{}') as regions,
                           coalesce(l.linked, '{}') as linked,
                           case z.step when 'REOPENED' then 'OPEN' else coalesce(z.step, b.status) end as status,
                           coalesce(b.escalated_on, z.escalated_on) as escalated_on,
                           coalesce(b.advised_on, z.advised_on) as advised_on,
                           case when z.step in ('RESOLVED', 'CARRIED') then z.on_day end as ended_on,
                           case when z.step = 'RESOLVED' then z.resolution end as resolution,
                           b.reopened + coalesce(z.reopened, 0) as reopened,
                           coalesce(z.action_by, b.action_by) as action_by, z.carried_to,
                           b.basis <> 'OPERATIONAL' and coalesce(z.basis, b.basis) <> 'OPERATIONAL' as history,
                           coalesce('SYNTHETIC' in (b.basis, i.basis, l.basis), false) or coalesce(z.synthetic, false) as synthetic,
                           coalesce((select m.agency from initiative_membership m
                                     where m.initiative = b.initiative and m.change = 'LEADS' order by m.version desc limit 1),
                                    i.lead_agency) as lead,
                           array(select r from (
                                     select unnest(i.regions)
                                     union select unnest(o.regions) from unnest(l.linked) other
                                         join initiative o on o.code = split_part(other, '/', 1)) places (r)
                                 order by r collate "C") as in_regions
                    from barrier b
                    left join initiative i on i.code = b.initiative
                    left join barrier_link l on l.initiative = b.initiative and l.code = b.code
                    left join lateral (
                        select (array_agg(s.step order by s.version desc))[1] as step,
                               (array_agg(s.on_day order by s.version desc))[1] as on_day,
                               (array_agg(s.basis order by s.version desc))[1] as basis,
                               (array_agg(s.resolution order by s.version desc))[1] as resolution,
                               (array_agg(s.carried_to order by s.version desc) filter (where s.step = 'CARRIED'))[1] as carried_to,
                               (array_agg(s.on_day order by s.version) filter (where s.step = 'ESCALATED' and s.on_day is not null))[1]
                                   as escalated_on,
                               (array_agg(s.on_day order by s.version) filter (where s.step = 'ADVISED' and s.on_day is not null))[1]
                                   as advised_on,
                               (array_agg(s.action_by order by s.version desc)
                                   filter (where s.step = 'ADVISED' and s.action_by is not null))[1] as action_by,
                               count(*) filter (where s.step = 'REOPENED') as reopened,
                               bool_or(s.basis = 'SYNTHETIC') as synthetic
                        from barrier_step s where s.initiative = b.initiative and s.code = b.code) z on true
                ) told
            ) known
            """.formatted(Barrier.NATIONAL_OFFICE);

    /** Barriers, to be asked for by regions as well: all where there are none. */
    private static final Relation<Barrier> RELATION = Relation.of(
                    "select * from (" + BARRIERS
                            + ") barriers where cardinality(?::text[]) = 0 or regions && ?::text[]",
                    BarrierRows::barrier)
            .columns("initiative", "title", "regions", "category", "severity", "status", "raisedOn", "ageDays", "ageOn")
            .columns("escalatedOn", "advisedOn", "resolution", "reopened", "daysToAdvice", "daysToResolution")
            .columns("waitingFor", "carriedTo", "carriedFrom", "linked", "inRegions", "synthetic")
            .column("barrier", "code")
            .column("resolvedOn", "case when status = 'RESOLVED' then ended_on end")
            .provenance();

    private static final Relation<Desk> DESK = Relation.of("""
                    select by_region, by_category, by_severity, by_waiting_for, count(*) as barriers,
                           count(*) filter (where open) as open, count(*) filter (where status = 'ESCALATED') as escalated,
                           max(age_days) filter (where open) as oldest_days,
                           percentile_cont(0.5) within group (order by days_to_advice) as median_days_to_advice,
                           percentile_cont(0.5) within group (order by days_to_resolution) as median_days_to_resolution,
                           array_agg(distinct waiting_for order by waiting_for) filter (where waiting_for is not null) as waiting_for,
                           bool_or(synthetic) as synthetic
                    from (
                        select b.*, place as by_region, case when asked.category then b.category end as by_category,
                               case when asked.severity then b.severity end as by_severity,
                               case when asked.waiting_for then b.waiting_for end as by_waiting_for
                        from (%s) b
                        cross join (select ?::boolean as region, ?::boolean as category, ?::boolean as severity,
                                           ?::boolean as waiting_for) asked
                        cross join lateral unnest(
                            case when asked.region and cardinality(b.regions) > 0 then b.regions else array[null]::text[] end) place
                    ) grouped
                    group by by_region, by_category, by_severity, by_waiting_for
                    """.formatted(BARRIERS), BarrierRows::desk)
            .column("region", "by_region")
            .column("category", "by_category")
            .column("severity", "by_severity")
            .column("waitsFor", "by_waiting_for")
            .columns("barriers", "open", "escalated", "oldestDays", "medianDaysToAdvice", "medianDaysToResolution")
            .columns("waitingFor", "synthetic");

    private BarrierRows() {}

    /** Barriers, as old as they are on a day. */
    static Rows<Barrier> barriers(Connection connection, LocalDate today, List<String> regions) {
        return RELATION.rows(connection, today, regions, regions);
    }

    /** One row per group. */
    static Rows<Desk> desk(Connection connection, LocalDate today, List<String> by) {
        return DESK.rows(
                connection,
                today,
                by.contains("region"),
                by.contains("category"),
                by.contains("severity"),
                by.contains("waitingFor"));
    }

    /** How many barriers there are, each once, whatever the rows count more than once. */
    static Map<String, Object> totals(Connection connection, LocalDate today) throws SQLException {
        return Row.list(
                        connection,
                        """
                        select count(*) as barriers, count(*) filter (where open) as open,
                               count(*) filter (where status = 'ESCALATED') as escalated,
                               coalesce(sum(greatest(1, cardinality(regions))), 0) as in_regions
                        from (%s) barriers
                        """.formatted(BARRIERS),
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

    private static Barrier barrier(Row row) throws SQLException {
        Barrier.Status status = row.one(Barrier.Status.class, "status");
        return new Barrier(
                row.text("initiative"),
                row.text("code"),
                row.text("title"),
                row.texts("regions"),
                row.one(BarrierCategory.class, "category"),
                row.one(BarrierSeverity.class, "severity"),
                status,
                row.day("raised_on"),
                row.integerOrNull("age_days"),
                row.dayOrNull("age_on"),
                row.dayOrNull("escalated_on"),
                row.dayOrNull("advised_on"),
                status == Barrier.Status.RESOLVED ? row.dayOrNull("ended_on") : null,
                orNull(BarrierResolution.class, row.textOrNull("resolution")),
                row.integer("reopened"),
                row.integerOrNull("days_to_advice"),
                row.integerOrNull("days_to_resolution"),
                row.textOrNull("waiting_for"),
                row.textOrNull("carried_to"),
                row.textOrNull("carried_from"),
                row.texts("linked"),
                row.texts("in_regions"),
                row.flag("synthetic"),
                row.provenance());
    }

    private static Desk desk(Row row) throws SQLException {
        return new Desk(
                row.textOrNull("by_region"),
                orNull(BarrierCategory.class, row.textOrNull("by_category")),
                orNull(BarrierSeverity.class, row.textOrNull("by_severity")),
                row.textOrNull("by_waiting_for"),
                row.number("barriers"),
                row.number("open"),
                row.number("escalated"),
                row.integerOrNull("oldest_days"),
                row.decimal("median_days_to_advice"),
                row.decimal("median_days_to_resolution"),
                row.texts("waiting_for"),
                row.flag("synthetic"));
    }

    private static <E extends Enum<E>> @Nullable E orNull(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
