package nz.flagships.reporting.barrier;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import nz.flagships.events.initiative.BarrierPublished.BarrierCarried;
import nz.flagships.events.initiative.BarrierPublished.BarrierEscalatedToNationalOffice;
import nz.flagships.events.initiative.BarrierPublished.BarrierRaised;
import nz.flagships.events.initiative.BarrierPublished.BarrierReopened;
import nz.flagships.events.initiative.BarrierPublished.BarrierResolved;
import nz.flagships.events.initiative.BarrierPublished.BarrierTakenOver;
import nz.flagships.events.initiative.BarrierPublished.BarriersLinked;
import nz.flagships.events.initiative.BarrierPublished.NationalOfficeAdviceGiven;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps barriers, each step of theirs, and which of them are the same. */
@ApplicationScoped
public class BarrierProjection extends FactProjection {
    private static final Table BARRIER = Table.of(
            "barrier",
            2,
            "initiative",
            "code",
            "title",
            "category",
            "severity",
            "raised_on",
            "action_by",
            "status",
            "since",
            "escalated_on",
            "advised_on",
            "reopened",
            "carried_from");
    private static final Table STEP = Table.of(
            "barrier_step",
            3,
            "initiative",
            "code",
            "version",
            "step",
            "on_day",
            "resolution",
            "action_by",
            "carried_to");
    private static final Table LINK = Table.of("barrier_link", 2, "initiative", "code", "linked");

    BarrierProjection() {
        super("barriers", "initiative", "initiative");
    }

    /** What happens to a barrier after it was raised. */
    enum Step {
        ESCALATED,
        ADVISED,
        RESOLVED,
        REOPENED,
        CARRIED
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "BarrierRaised" -> {
                BarrierRaised e = fact.says(BarrierRaised.class);
                rows.of(BARRIER)
                        .add(
                                fact,
                                e.initiative(),
                                e.barrier(),
                                e.title(),
                                e.category(),
                                e.severity(),
                                e.on(),
                                e.actionBy(),
                                BarrierStatus.OPEN,
                                e.on(),
                                null,
                                null,
                                0,
                                null);
            }
            case "BarrierTakenOver" -> {
                BarrierTakenOver e = fact.says(BarrierTakenOver.class);
                rows.of(BARRIER)
                        .add(
                                fact,
                                e.initiative(),
                                e.barrier(),
                                e.title(),
                                e.category(),
                                e.severity(),
                                e.raisedOn(),
                                e.actionBy(),
                                e.status(),
                                e.on(),
                                e.escalatedOn(),
                                e.advisedOn(),
                                e.reopened(),
                                e.from().toString());
                rows.of(LINK)
                        .add(
                                fact,
                                e.initiative(),
                                e.barrier(),
                                e.linked().stream().map(BarrierRef::toString).toList());
            }
            case "BarriersLinked" -> {
                BarriersLinked e = fact.says(BarriersLinked.class);
                rows.of(LINK)
                        .add(
                                fact,
                                e.initiative(),
                                e.barrier(),
                                e.linked().stream().map(BarrierRef::toString).toList());
            }
            case "BarrierEscalatedToNationalOffice" -> {
                BarrierEscalatedToNationalOffice e = fact.says(BarrierEscalatedToNationalOffice.class);
                step(fact, rows, e.initiative(), e.barrier(), Step.ESCALATED, e.on(), null, null, null);
            }
            case "NationalOfficeAdviceGiven" -> {
                NationalOfficeAdviceGiven e = fact.says(NationalOfficeAdviceGiven.class);
                step(fact, rows, e.initiative(), e.barrier(), Step.ADVISED, e.on(), null, e.actionBy(), null);
            }
            case "BarrierResolved" -> {
                BarrierResolved e = fact.says(BarrierResolved.class);
                step(fact, rows, e.initiative(), e.barrier(), Step.RESOLVED, e.on(), e.resolution(), null, null);
            }
            case "BarrierReopened" -> {
                BarrierReopened e = fact.says(BarrierReopened.class);
                step(fact, rows, e.initiative(), e.barrier(), Step.REOPENED, e.on(), null, null, null);
            }
            case "BarrierCarried" -> {
                BarrierCarried e = fact.says(BarrierCarried.class);
                step(fact, rows, e.initiative(), e.barrier(), Step.CARRIED, e.on(), null, null, e.to().toString());
            }
            default -> {
                // Another fact about initiatives.
            }
        }
    }

    private static void step(
            Fact fact,
            Batch rows,
            String initiative,
            String barrier,
            Step step,
            @Nullable LocalDate on,
            @Nullable BarrierResolution resolution,
            @Nullable String actionBy,
            @Nullable String carriedTo) {
        rows.of(STEP)
                .add(fact, initiative, barrier, fact.event().sequence(), step, on, resolution, actionBy, carriedTo);
    }
}
