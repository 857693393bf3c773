package nz.flagships.reporting.initiative;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingPublished.InitiativeFunded;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.InitiativePublished.AgencyJoinedInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyLeftInitiative;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeClosed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeDeclined;
import nz.flagships.events.initiative.InitiativePublished.InitiativePaused;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeResumed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWindowReported;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWithdrawn;
import nz.flagships.events.initiative.InitiativePublished.LeadAgencyChanged;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.MilestonePublished.MilestoneRescheduled;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps initiatives, the steps of their life, where they come from, and their milestones. */
@ApplicationScoped
public class InitiativeProjection extends FactProjection {
    private static final Table INITIATIVE =
            Table.of("initiative", 1, "code", "title", "programme", "regions", "themes", "lead_agency", "partners");
    private static final Table STEP = Table.of("initiative_step", 2, "initiative", "step", "on_day", "reason");
    private static final Table STATUS = Table.of("initiative_status", 2, "initiative", "aspect", "status", "version");
    private static final Table MEMBERSHIP =
            Table.of("initiative_membership", 2, "initiative", "version", "change", "agency", "on_day");
    private static final Table LINEAGE =
            Table.of("initiative_lineage", 1, "initiative", "tailored_from", "kept", "adapted", "why");
    private static final Table WINDOW =
            Table.of("initiative_window", 2, "initiative", "version", "began", "ended", "by_source");
    private static final Table MILESTONE = Table.of("milestone", 2, "initiative", "code", "title", "original_due_on");
    private static final Table RESCHEDULING =
            Table.of("milestone_rescheduling", 2, "initiative", "code", "due_on", "times", "version");
    private static final Table CANCELLATION =
            Table.of("milestone_cancellation", 2, "initiative", "code", "cancelled_on", "version");
    private static final Table MISS = Table.of("milestone_miss", 2, "initiative", "code", "due_on");
    private static final Table ARRIVAL =
            Table.of("milestone_arrival", 2, "initiative", "code", "reached_on", "days_late", "recorded_late");

    InitiativeProjection() {
        super("initiatives", "initiative", "initiative");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "InitiativeProposed" -> {
                InitiativeProposed e = fact.says(InitiativeProposed.class);
                rows.of(INITIATIVE)
                        .add(
                                fact,
                                e.initiative(),
                                e.title(),
                                e.programme(),
                                e.regions(),
                                e.themes(),
                                e.leadAgency(),
                                e.partners());
                status(fact, rows, e.initiative(), Aspect.LIFECYCLE, InitiativeLifecycle.PROPOSED);
            }
            case "InitiativeTailored" -> {
                InitiativeTailored e = fact.says(InitiativeTailored.class);
                rows.of(LINEAGE).add(fact, e.initiative(), e.tailoredFrom(), e.kept(), e.adapted(), e.why());
            }
            case "InitiativeApproved" -> {
                InitiativeApproved e = fact.says(InitiativeApproved.class);
                step(fact, rows, e.initiative(), Step.APPROVED, InitiativeLifecycle.APPROVED, e.on(), null);
            }
            case "InitiativeStarted" -> {
                InitiativeStarted e = fact.says(InitiativeStarted.class);
                step(fact, rows, e.initiative(), Step.STARTED, InitiativeLifecycle.TRIALLING, e.on(), null);
            }
            case "InitiativeClosed" -> {
                InitiativeClosed e = fact.says(InitiativeClosed.class);
                step(fact, rows, e.initiative(), Step.CLOSED, InitiativeLifecycle.CLOSED, e.on(), e.reason());
            }
            case "InitiativePaused" -> {
                InitiativePaused e = fact.says(InitiativePaused.class);
                step(fact, rows, e.initiative(), Step.PAUSED, InitiativeLifecycle.PAUSED, e.on(), e.reason());
            }
            case "InitiativeResumed" -> {
                InitiativeResumed e = fact.says(InitiativeResumed.class);
                step(fact, rows, e.initiative(), Step.RESUMED, e.lifecycle(), e.on(), null);
            }
            case "InitiativeDeclined" -> {
                InitiativeDeclined e = fact.says(InitiativeDeclined.class);
                step(fact, rows, e.initiative(), Step.DECLINED, InitiativeLifecycle.DECLINED, e.on(), e.reason());
            }
            case "InitiativeWithdrawn" -> {
                InitiativeWithdrawn e = fact.says(InitiativeWithdrawn.class);
                step(fact, rows, e.initiative(), Step.WITHDRAWN, InitiativeLifecycle.WITHDRAWN, e.on(), e.reason());
            }
            case "AgencyJoinedInitiative" -> {
                AgencyJoinedInitiative e = fact.says(AgencyJoinedInitiative.class);
                rows.of(MEMBERSHIP)
                        .add(
                                fact,
                                e.initiative(),
                                fact.event().sequence(),
                                Membership.JOINED,
                                e.agency(),
                                text(e.on()));
            }
            case "AgencyLeftInitiative" -> {
                AgencyLeftInitiative e = fact.says(AgencyLeftInitiative.class);
                rows.of(MEMBERSHIP)
                        .add(fact, e.initiative(), fact.event().sequence(), Membership.LEFT, e.agency(), text(e.on()));
            }
            case "LeadAgencyChanged" -> {
                LeadAgencyChanged e = fact.says(LeadAgencyChanged.class);
                rows.of(MEMBERSHIP)
                        .add(fact, e.initiative(), fact.event().sequence(), Membership.LEADS, e.agency(), text(e.on()));
            }
            case "InitiativeWindowReported" -> {
                InitiativeWindowReported e = fact.says(InitiativeWindowReported.class);
                rows.of(WINDOW)
                        .add(
                                fact,
                                e.initiative(),
                                fact.event().sequence(),
                                e.from().text(),
                                text(e.to()),
                                e.source());
            }
            case "MilestonePlanned" -> {
                MilestonePlanned e = fact.says(MilestonePlanned.class);
                rows.of(MILESTONE).add(fact, e.initiative(), e.milestone(), e.title(), e.dueOn());
            }
            case "MilestoneRescheduled" -> {
                MilestoneRescheduled e = fact.says(MilestoneRescheduled.class);
                rows.of(RESCHEDULING)
                        .add(
                                fact,
                                e.initiative(),
                                e.milestone(),
                                e.dueOn(),
                                e.times(),
                                fact.event().sequence());
            }
            case "MilestoneCancelled" -> {
                MilestoneCancelled e = fact.says(MilestoneCancelled.class);
                rows.of(CANCELLATION)
                        .add(
                                fact,
                                e.initiative(),
                                e.milestone(),
                                e.on(),
                                fact.event().sequence());
            }
            case "InitiativeMilestoneMissed" -> {
                InitiativeMilestoneMissed e = fact.says(InitiativeMilestoneMissed.class);
                rows.of(MISS).add(fact, e.initiative(), e.milestone(), e.dueOn());
            }
            case "InitiativeMilestoneReached" -> {
                InitiativeMilestoneReached e = fact.says(InitiativeMilestoneReached.class);
                rows.of(ARRIVAL).add(fact, e.initiative(), e.milestone(), e.on(), e.daysLate(), e.recordedLate());
            }
            case "EvidencePlanned" -> evidence(fact, rows, EvidenceStatus.PLANNED);
            case "EvidenceInField" -> evidence(fact, rows, EvidenceStatus.IN_FIELD);
            case "InitiativeFoundEffective" -> evidence(fact, rows, EvidenceStatus.EFFECTIVE);
            case "EvidenceMixed" -> evidence(fact, rows, EvidenceStatus.MIXED);
            case "EvidenceInconclusive" -> evidence(fact, rows, EvidenceStatus.INCONCLUSIVE);
            case "InitiativeFoundIneffective" -> evidence(fact, rows, EvidenceStatus.INEFFECTIVE);
            case "InitiativeFoundHarmful" -> evidence(fact, rows, EvidenceStatus.HARMFUL);
            case "InitiativeFunded" ->
                funding(fact, rows, fact.says(InitiativeFunded.class).funding());
            case "LongTermFundingSought" -> funding(fact, rows, FundingStatus.LONG_TERM_SOUGHT);
            case "LongTermFundingGranted" -> {
                funding(fact, rows, FundingStatus.LONG_TERM_GRANTED);
                status(fact, rows, code(fact), Aspect.GRANT, InitiativeLifecycle.ESTABLISHED);
            }
            case "LongTermFundingDeclined" -> funding(fact, rows, FundingStatus.LONG_TERM_DECLINED);
            default -> {
                // Another fact about initiatives than this version shows.
            }
        }
    }

    /** What an initiative has come to. */
    enum Step {
        APPROVED,
        STARTED,
        PAUSED,
        RESUMED,
        CLOSED,
        DECLINED,
        WITHDRAWN
    }

    /** What there is a status of; a grant is kept apart, since it says nothing of whether the initiative is paused. */
    enum Aspect {
        LIFECYCLE,
        EVIDENCE,
        FUNDING,
        GRANT
    }

    /** What became of an agency among those that run an initiative. */
    enum Membership {
        JOINED,
        LEFT,
        LEADS
    }

    private static void step(
            Fact fact,
            Batch rows,
            String initiative,
            Step step,
            InitiativeLifecycle lifecycle,
            @Nullable PartialDate on,
            @Nullable String reason) {
        rows.of(STEP).add(fact, initiative, step, text(on), reason);
        status(fact, rows, initiative, Aspect.LIFECYCLE, lifecycle);
    }

    private static void evidence(Fact fact, Batch rows, EvidenceStatus status) {
        status(fact, rows, code(fact), Aspect.EVIDENCE, status);
    }

    private static void funding(Fact fact, Batch rows, FundingStatus status) {
        status(fact, rows, code(fact), Aspect.FUNDING, status);
    }

    private static void status(Fact fact, Batch rows, String initiative, Aspect aspect, Enum<?> status) {
        rows.of(STATUS).add(fact, initiative, aspect, status, fact.event().sequence());
    }

    /** What is derived is of the initiative whose stream it is on. */
    private static String code(Fact fact) {
        return fact.data().path("initiative").asText();
    }

    private static @Nullable String text(@Nullable PartialDate date) {
        return date == null ? null : date.text();
    }
}
