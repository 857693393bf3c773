package nz.flagships.reporting.initiative;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Rows;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** Reads initiatives and milestones, put together from the facts about them. */
final class InitiativeRows {
    private static final String MILESTONES = """
            select m.initiative, m.code, m.title, m.original_due_on, m.basis, m.source, m.note, m.inferred,
                   i.regions, coalesce(s.due_on, m.original_due_on) as due_on, coalesce(s.times, 0) as times,
                   x.due_on is not null as missed, a.reached_on, a.days_late, coalesce(a.recorded_late, false) as recorded_late,
                   c.code is not null and c.version > coalesce(s.version, 0) as cancelled, c.cancelled_on,
                   'SYNTHETIC' in (m.basis, s.basis, x.basis, a.basis, c.basis, i.basis) as synthetic
            from milestone m
            left join initiative i on i.code = m.initiative
            left join milestone_rescheduling s on s.initiative = m.initiative and s.code = m.code
            left join milestone_miss x on x.initiative = m.initiative and x.code = m.code
            left join milestone_arrival a on a.initiative = m.initiative and a.code = m.code
            left join milestone_cancellation c on c.initiative = m.initiative and c.code = m.code
            """;

    private static final String STANDING = """
            case when reached_on is not null then 'REACHED' when cancelled then 'CANCELLED' when missed then 'MISSED' else 'PLANNED' end
            """;

    /** Milestones, to be asked for by regions as well: all where there are none. */
    static final Relation<Milestone> MILESTONE_RELATION = Relation.of(
                    "select * from (" + MILESTONES
                            + ") planned where cardinality(?::text[]) = 0 or regions && ?::text[]",
                    InitiativeRows::milestone)
            .columns("initiative", "code", "title", "regions", "dueOn", "originalDueOn", "reachedOn", "daysLate")
            .columns("recordedLate", "missed")
            .column("rescheduled", "times")
            .column("status", STANDING)
            .column("cancelledOn", "case when cancelled then cancelled_on end")
            .column("synthetic", "coalesce(synthetic, false)")
            .provenance();

    /** What became of milestones by region or by initiative; grouped by the initiative if the first argument says so. */
    static final Relation<MilestoneSummary> SUMMARY_RELATION = Relation.of(
                    """
                    select case when by_initiative then 'initiative' else 'region' end as by, key, count(*) as milestones,
                           count(*) filter (where status = 'PLANNED') as planned,
                           count(*) filter (where status = 'REACHED' and coalesce(days_late, 0) <= 0) as reached_on_time,
                           count(*) filter (where status = 'REACHED' and days_late > 0) as reached_late,
                           count(*) filter (where status = 'MISSED' or status = 'CANCELLED' and missed) as missed,
                           count(*) filter (where status = 'CANCELLED' and not missed) as cancelled,
                           count(*) filter (where times > 0) as rescheduled,
                           coalesce(bool_or(synthetic), false) as synthetic
                    from (select planned.*, asked.by_initiative, %s as status from (%s) planned, (select ?::boolean as by_initiative) asked) m
                    cross join lateral unnest(case when m.by_initiative then array[m.initiative]::text[] else m.regions end) key
                    group by by_initiative, key
                    """.formatted(STANDING, MILESTONES),
                    row -> new MilestoneSummary(
                            row.text("by"),
                            row.text("key"),
                            row.number("milestones"),
                            row.number("planned"),
                            row.number("reached_on_time"),
                            row.number("reached_late"),
                            row.number("missed"),
                            row.number("cancelled"),
                            row.number("rescheduled"),
                            row.flag("synthetic")))
            .columns("by", "key", "milestones", "planned", "reachedOnTime", "reachedLate", "missed", "cancelled")
            .columns("rescheduled", "synthetic");

    /** Put together so many at a time. */
    private static final int AT_ONCE = 200;

    private record Base(
            String code,
            String title,
            String programme,
            List<String> regions,
            List<String> themes,
            String leadAgency,
            List<String> partners,
            Provenance provenance) {}

    /** Proposals, to be asked for by regions and themes as well: all where there are none. */
    private static final Relation<Base> PROPOSALS = Relation.of(
                    """
                    select * from initiative
                    where (cardinality(?::text[]) = 0 or regions && ?::text[]) and (cardinality(?::text[]) = 0 or themes && ?::text[])
                    """,
                    row -> new Base(
                            row.text("code"),
                            row.text("title"),
                            row.text("programme"),
                            row.texts("regions"),
                            row.texts("themes"),
                            row.text("lead_agency"),
                            row.texts("partners"),
                            row.provenance()))
            .columns("code", "title", "programme", "regions", "themes");

    private InitiativeRows() {}

    private static Milestone milestone(Row row) throws SQLException {
        LocalDate reachedOn = row.dayOrNull("reached_on");
        return new Milestone(
                row.text("initiative"),
                row.text("code"),
                row.text("title"),
                row.texts("regions"),
                row.day("due_on"),
                row.day("original_due_on"),
                row.integer("times"),
                status(reachedOn, row.flag("cancelled"), row.flag("missed")),
                reachedOn,
                row.integerOrNull("days_late"),
                row.flag("recorded_late"),
                row.flag("missed"),
                row.flag("cancelled") ? row.dayOrNull("cancelled_on") : null,
                row.flag("synthetic"),
                row.provenance());
    }

    private static Milestone.Status status(@Nullable LocalDate reachedOn, boolean cancelled, boolean missed) {
        if (reachedOn != null) {
            return Milestone.Status.REACHED;
        }
        if (cancelled) {
            return Milestone.Status.CANCELLED;
        }
        return missed ? Milestone.Status.MISSED : Milestone.Status.PLANNED;
    }

    private record Step(
            String initiative,
            InitiativeProjection.Step step,
            @Nullable String on,
            Provenance provenance) {}

    private record Lineage(
            String initiative,
            String from,
            @Nullable String kept,
            @Nullable String adapted,
            @Nullable String why,
            Provenance provenance) {}

    private record Standing(
            String initiative,
            InitiativeProjection.Aspect aspect,
            String status,
            long version,
            Provenance provenance) {}

    private record Member(String initiative, InitiativeProjection.Membership change, String agency) {}

    private record Account(String initiative, Initiative.Window window) {}

    /** How many milestones there are, each once, beside the rows that count one in each of its regions. */
    static Map<String, Object> summed(Connection connection) throws SQLException {
        return Map.of(
                "milestones",
                "A milestone counts in each region of its initiative, once in each: rows of several regions add up to more than"
                        + " totals.milestones, which counts each once",
                "totals",
                Row.list(
                                connection,
                                """
                                select count(*) as milestones, coalesce(sum(cardinality(i.regions)), 0) as counted
                                from milestone m left join initiative i on i.code = m.initiative
                                """,
                                row -> Map.of(
                                        "milestones", row.number("milestones"),
                                        "inRegions", row.number("counted")))
                        .getFirst());
    }

    private record Counted(String initiative, Initiative.Count count) {}

    /** Initiatives that run in any of the regions, and have any of the themes; all where none are named. */
    static Rows<Initiative> initiatives(Connection connection, List<String> regions, List<String> themes) {
        return Rows.assembled(
                PROPOSALS.rows(connection, regions, regions, themes, themes),
                AT_ONCE,
                proposals -> initiatives(connection, proposals));
    }

    private static List<Initiative> initiatives(Connection connection, List<Base> proposals) throws SQLException {
        List<String> codes = proposals.stream().map(Base::code).toList();
        Map<String, Initiative.Count> milestones = Row.list(
                        connection,
                        """
                        select initiative, count(*) filter (where status = 'PLANNED') as planned,
                               count(*) filter (where status = 'REACHED') as reached,
                               count(*) filter (where status = 'MISSED') as missed,
                               count(*) filter (where status = 'CANCELLED') as cancelled,
                               count(*) filter (where days_late > 0) as late, count(*) filter (where times > 0) as rescheduled,
                               coalesce(bool_or(synthetic), false) as synthetic
                        from (select *, %s as status from (%s) planned where initiative = any (?)) m
                        group by initiative
                        """.formatted(STANDING, MILESTONES),
                        row -> new Counted(
                                row.text("initiative"),
                                new Initiative.Count(
                                        row.integer("planned"),
                                        row.integer("reached"),
                                        row.integer("missed"),
                                        row.integer("cancelled"),
                                        row.integer("late"),
                                        row.integer("rescheduled"),
                                        row.flag("synthetic"))),
                        codes)
                .stream()
                .collect(Collectors.toMap(Counted::initiative, Counted::count));
        Map<String, List<Step>> steps = Row.list(
                        connection,
                        "select * from initiative_step where initiative = any (?)",
                        row -> new Step(
                                row.text("initiative"),
                                row.one(InitiativeProjection.Step.class, "step"),
                                row.textOrNull("on_day"),
                                row.provenance()),
                        codes)
                .stream()
                .collect(Collectors.groupingBy(Step::initiative));
        Map<String, Lineage> lineages = Row.list(
                        connection,
                        "select * from initiative_lineage where initiative = any (?)",
                        row -> new Lineage(
                                row.text("initiative"),
                                row.text("tailored_from"),
                                row.textOrNull("kept"),
                                row.textOrNull("adapted"),
                                row.textOrNull("why"),
                                row.provenance()),
                        codes)
                .stream()
                .collect(Collectors.toMap(Lineage::initiative, lineage -> lineage));
        Map<String, List<Account>> accounts = Row.list(
                        connection,
                        "select * from initiative_window where initiative = any (?) order by initiative, version",
                        row -> new Account(
                                row.text("initiative"),
                                new Initiative.Window(
                                        row.text("began"),
                                        row.textOrNull("ended"),
                                        row.text("by_source"),
                                        row.provenance())),
                        codes)
                .stream()
                .collect(Collectors.groupingBy(Account::initiative));
        Map<String, List<Standing>> standings = Row.list(
                        connection,
                        "select * from initiative_status where initiative = any (?)",
                        row -> new Standing(
                                row.text("initiative"),
                                row.one(InitiativeProjection.Aspect.class, "aspect"),
                                row.text("status"),
                                row.number("version"),
                                row.provenance()),
                        codes)
                .stream()
                .collect(Collectors.groupingBy(Standing::initiative));
        Map<String, List<Member>> members = Row.list(
                        connection,
                        "select * from initiative_membership where initiative = any (?) order by initiative, version",
                        row -> new Member(
                                row.text("initiative"),
                                row.one(InitiativeProjection.Membership.class, "change"),
                                row.text("agency")),
                        codes)
                .stream()
                .collect(Collectors.groupingBy(Member::initiative));
        return proposals.stream()
                .map(proposal -> initiative(
                        proposal,
                        lineages.get(proposal.code()),
                        steps.getOrDefault(proposal.code(), List.of()),
                        standings.getOrDefault(proposal.code(), List.of()),
                        members.getOrDefault(proposal.code(), List.of()),
                        accounts.getOrDefault(proposal.code(), List.of()),
                        milestones.getOrDefault(proposal.code(), NO_MILESTONES)))
                .toList();
    }

    private static final Initiative.Count NO_MILESTONES = new Initiative.Count(0, 0, 0, 0, 0, 0, false);

    private static Initiative initiative(
            Base row,
            @Nullable Lineage lineage,
            List<Step> steps,
            List<Standing> standings,
            List<Member> members,
            List<Account> accounts,
            Initiative.Count milestones) {
        List<String> agencies = agencies(row.leadAgency(), row.partners(), members);
        InitiativeLifecycle lifecycle = lifecycle(standings);
        return new Initiative(
                row.code(),
                row.title(),
                row.programme(),
                row.regions(),
                row.themes(),
                agencies.getFirst(),
                agencies,
                lifecycle,
                lifecycle,
                standing(standings, InitiativeProjection.Aspect.EVIDENCE)
                        .map(s -> EvidenceStatus.valueOf(s.status()))
                        .orElse(EvidenceStatus.NONE),
                funding(standings),
                lineage == null ? null : lineage.from(),
                lineage == null ? null : lineage.kept(),
                lineage == null ? null : lineage.adapted(),
                lineage == null ? null : lineage.why(),
                on(steps, InitiativeProjection.Step.STARTED),
                endedOn(lifecycle, steps),
                accounts.stream().map(Account::window).toList(),
                whole(row.provenance(), lineage, steps),
                milestones,
                synthetic(standings));
    }

    /** The statuses that rest on what was made up: the money of a real initiative may be, and then only its funding is. */
    private static List<String> synthetic(List<Standing> standings) {
        return standings.stream()
                .filter(each -> each.provenance().basis() == Basis.SYNTHETIC)
                .filter(each -> each.aspect() != InitiativeProjection.Aspect.GRANT)
                .map(each -> each.aspect().name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    /** The lead first; whoever led it before stays as a partner. */
    private static List<String> agencies(String lead, List<String> partners, List<Member> changes) {
        List<String> agencies = new ArrayList<>(List.of(lead));
        partners.stream().filter(partner -> !agencies.contains(partner)).forEach(agencies::add);
        for (Member member : changes) {
            agencies.remove(member.agency());
            switch (member.change()) {
                case JOINED -> agencies.add(member.agency());
                case LEFT -> {
                    // It is gone already.
                }
                case LEADS -> agencies.addFirst(member.agency());
            }
        }
        return agencies;
    }

    /** A grant establishes what is not paused; what is resumed after it says so itself. */
    private static InitiativeLifecycle lifecycle(List<Standing> standings) {
        Standing last =
                standing(standings, InitiativeProjection.Aspect.LIFECYCLE).orElse(null);
        Standing grant = standing(standings, InitiativeProjection.Aspect.GRANT).orElse(null);
        InitiativeLifecycle lifecycle =
                last == null ? InitiativeLifecycle.PROPOSED : InitiativeLifecycle.valueOf(last.status());
        boolean established = grant != null
                && (last == null || grant.version() > last.version())
                && lifecycle != InitiativeLifecycle.PAUSED;
        return established ? InitiativeLifecycle.ESTABLISHED : lifecycle;
    }

    /** A grant stays: another bid, or the answer no to it, takes nothing away of it. */
    private static FundingStatus funding(List<Standing> standings) {
        return standing(standings, InitiativeProjection.Aspect.GRANT).isPresent()
                ? FundingStatus.LONG_TERM_GRANTED
                : standing(standings, InitiativeProjection.Aspect.FUNDING)
                        .map(s -> FundingStatus.valueOf(s.status()))
                        .orElse(FundingStatus.UNFUNDED);
    }

    private static Optional<Standing> standing(List<Standing> standings, InitiativeProjection.Aspect aspect) {
        return standings.stream().filter(each -> each.aspect() == aspect).findFirst();
    }

    private static @Nullable String endedOn(InitiativeLifecycle lifecycle, List<Step> steps) {
        return switch (lifecycle) {
            case CLOSED -> on(steps, InitiativeProjection.Step.CLOSED);
            case DECLINED -> on(steps, InitiativeProjection.Step.DECLINED);
            case WITHDRAWN -> on(steps, InitiativeProjection.Step.WITHDRAWN);
            case PROPOSED, APPROVED, TRIALLING, PAUSED, ESTABLISHED -> null;
        };
    }

    private static @Nullable String on(List<Step> steps, InitiativeProjection.Step wanted) {
        for (Step step : steps) {
            if (step.step() == wanted) {
                return step.on();
            }
        }
        return null;
    }

    /** The proposal's, with what was inferred by any fact the row shows; synthetic if any of them is. */
    private static Provenance whole(Provenance proposal, @Nullable Lineage lineage, List<Step> steps) {
        List<Provenance> others = Stream.concat(
                        Stream.ofNullable(lineage).map(Lineage::provenance),
                        steps.stream().map(Step::provenance))
                .toList();
        Set<String> inferred = new LinkedHashSet<>(proposal.inferred());
        others.forEach(other -> inferred.addAll(other.inferred()));
        boolean synthetic = others.stream().anyMatch(other -> other.basis() == Basis.SYNTHETIC);
        return new Provenance(
                synthetic ? Basis.SYNTHETIC : proposal.basis(),
                proposal.source(),
                proposal.note(),
                List.copyOf(inferred));
    }
}
