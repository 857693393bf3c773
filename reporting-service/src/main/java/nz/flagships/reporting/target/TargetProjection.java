package nz.flagships.reporting.target;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.initiative.TargetPublished.TargetDiscontinued;
import nz.flagships.events.initiative.TargetPublished.TargetRevised;
import nz.flagships.events.initiative.TargetPublished.TargetSet;
import nz.flagships.events.initiative.TargetPublished.TargetSuperseded;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps what happened to targets, one row per event. */
@ApplicationScoped
public class TargetProjection extends FactProjection {
    private static final Table EVENT = Table.of(
            "target_event",
            3,
            "measure",
            "region",
            "version",
            "event",
            "announced_on",
            "value",
            "unit",
            "baseline",
            "due");

    TargetProjection() {
        super("targets", "initiative", "target");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        long version = fact.event().sequence();
        switch (fact.name()) {
            case "TargetSet" -> {
                TargetSet e = fact.says(TargetSet.class);
                rows.of(EVENT)
                        .add(
                                fact,
                                e.measure(),
                                e.region(),
                                version,
                                fact.name(),
                                e.announcedOn(),
                                e.value(),
                                e.unit(),
                                e.baseline(),
                                e.by());
            }
            case "TargetRevised" -> {
                TargetRevised e = fact.says(TargetRevised.class);
                rows.of(EVENT)
                        .add(
                                fact,
                                e.measure(),
                                e.region(),
                                version,
                                fact.name(),
                                e.announcedOn(),
                                e.value(),
                                e.unit(),
                                e.baseline(),
                                e.by());
            }
            case "TargetSuperseded" -> {
                TargetSuperseded e = fact.says(TargetSuperseded.class);
                rows.of(EVENT)
                        .add(
                                fact,
                                e.measure(),
                                e.region(),
                                version,
                                fact.name(),
                                e.announcedOn(),
                                null,
                                null,
                                null,
                                null);
            }
            case "TargetDiscontinued" -> {
                TargetDiscontinued e = fact.says(TargetDiscontinued.class);
                rows.of(EVENT)
                        .add(
                                fact,
                                e.measure(),
                                e.region(),
                                version,
                                fact.name(),
                                e.announcedOn(),
                                null,
                                null,
                                null,
                                null);
            }
            default -> {
                // Another fact about targets than this version shows.
            }
        }
    }
}
