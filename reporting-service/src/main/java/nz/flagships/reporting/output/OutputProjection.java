package nz.flagships.reporting.output;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRecorded;
import nz.flagships.events.initiative.OutputPublished.InitiativeOutputRevised;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps what initiatives put out: the number that stands, per output, region and days. */
@ApplicationScoped
public class OutputProjection extends FactProjection {
    private static final Table OUTPUT = Table.of(
            "output",
            5,
            "initiative",
            "kind",
            "region",
            "first_day",
            "last_day",
            "period",
            "quantity",
            "unit",
            "revised");

    OutputProjection() {
        super("outputs", "initiative", "initiative");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "InitiativeOutputRecorded" -> {
                InitiativeOutputRecorded e = fact.says(InitiativeOutputRecorded.class);
                add(fact, rows, e.initiative(), e.output(), e.region(), e.period(), e.quantity(), e.unit(), false);
            }
            case "InitiativeOutputRevised" -> {
                InitiativeOutputRevised e = fact.says(InitiativeOutputRevised.class);
                add(fact, rows, e.initiative(), e.output(), e.region(), e.period(), e.quantity(), e.unit(), true);
            }
            default -> {
                // Another fact about initiatives.
            }
        }
    }

    private static void add(
            Fact fact,
            Batch rows,
            String initiative,
            OutputKind output,
            String region,
            Period period,
            long quantity,
            String unit,
            boolean revised) {
        rows.of(OUTPUT)
                .add(
                        fact,
                        initiative,
                        output,
                        region,
                        period.first(),
                        period.last(),
                        period.text(),
                        quantity,
                        unit,
                        revised);
    }
}
