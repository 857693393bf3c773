package nz.flagships.reporting.initiative;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeClosed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWindowReported;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
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
    private static final Table LINEAGE =
            Table.of("initiative_lineage", 1, "initiative", "tailored_from", "kept", "adapted", "why");
    private static final Table WINDOW =
            Table.of("initiative_window", 2, "initiative", "version", "began", "ended", "by_source");
    private static final Table MILESTONE = Table.of("milestone", 2, "initiative", "code", "title", "original_due_on");
    private static final Table RESCHEDULING =
            Table.of("milestone_rescheduling", 2, "initiative", "code", "due_on", "times");
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
            }
            case "InitiativeTailored" -> {
                InitiativeTailored e = fact.says(InitiativeTailored.class);
                rows.of(LINEAGE).add(fact, e.initiative(), e.tailoredFrom(), e.kept(), e.adapted(), e.why());
            }
            case "InitiativeApproved" -> {
                InitiativeApproved e = fact.says(InitiativeApproved.class);
                step(fact, rows, e.initiative(), Step.APPROVED, e.on(), null);
            }
            case "InitiativeStarted" -> {
                InitiativeStarted e = fact.says(InitiativeStarted.class);
                step(fact, rows, e.initiative(), Step.STARTED, e.on(), null);
            }
            case "InitiativeClosed" -> {
                InitiativeClosed e = fact.says(InitiativeClosed.class);
                step(fact, rows, e.initiative(), Step.CLOSED, e.on(), e.reason());
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
                rows.of(RESCHEDULING).add(fact, e.initiative(), e.milestone(), e.dueOn(), e.times());
            }
            case "InitiativeMilestoneMissed" -> {
                InitiativeMilestoneMissed e = fact.says(InitiativeMilestoneMissed.class);
                rows.of(MISS).add(fact, e.initiative(), e.milestone(), e.dueOn());
            }
            case "InitiativeMilestoneReached" -> {
                InitiativeMilestoneReached e = fact.says(InitiativeMilestoneReached.class);
                rows.of(ARRIVAL).add(fact, e.initiative(), e.milestone(), e.on(), e.daysLate(), e.recordedLate());
            }
            default -> {
                // Another fact about initiatives than this version shows.
            }
        }
    }

    /** What an initiative has come to; the last of them is its status. */
    enum Step {
        APPROVED,
        STARTED,
        CLOSED
    }

    private static void step(
            Fact fact, Batch rows, String initiative, Step step, @Nullable PartialDate on, @Nullable String reason) {
        rows.of(STEP).add(fact, initiative, step, text(on), reason);
    }

    private static @Nullable String text(@Nullable PartialDate date) {
        return date == null ? null : date.text();
    }
}
