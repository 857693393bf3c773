package nz.flagships.reporting.target;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.initiative.TargetPublished.TargetDiscontinued;
import nz.flagships.events.initiative.TargetPublished.TargetRevised;
import nz.flagships.events.initiative.TargetPublished.TargetSet;
import nz.flagships.events.initiative.TargetPublished.TargetSuperseded;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

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
        switch (fact.name()) {
            case "TargetSet" -> {
                TargetSet e = fact.says(TargetSet.class);
                note(fact, rows, e.measure(), e.region(), e.announcedOn(), e.value(), e.unit(), e.baseline(), e.by());
            }
            case "TargetRevised" -> {
                TargetRevised e = fact.says(TargetRevised.class);
                note(fact, rows, e.measure(), e.region(), e.announcedOn(), e.value(), e.unit(), e.baseline(), e.by());
            }
            case "TargetSuperseded" -> {
                TargetSuperseded e = fact.says(TargetSuperseded.class);
                note(fact, rows, e.measure(), e.region(), e.announcedOn(), null, null, null, null);
            }
            case "TargetDiscontinued" -> {
                TargetDiscontinued e = fact.says(TargetDiscontinued.class);
                note(fact, rows, e.measure(), e.region(), e.announcedOn(), null, null, null, null);
            }
            default -> {
                // Another fact about targets than this version shows.
            }
        }
    }

    private static void note(
            Fact fact,
            Batch rows,
            String measure,
            String region,
            @Nullable Object announcedOn,
            @Nullable Object value,
            @Nullable String unit,
            @Nullable Object baseline,
            @Nullable Object by) {
        rows.of(EVENT)
                .add(
                        fact,
                        measure,
                        region,
                        fact.event().sequence(),
                        fact.name(),
                        announcedOn,
                        value,
                        unit,
                        baseline,
                        by);
    }
}
