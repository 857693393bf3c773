package nz.flagships.reporting.outcome;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.initiative.MeasurePublished.ClaimPublished;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps what others claimed of measures, apart from what was observed. */
@ApplicationScoped
public class ClaimProjection extends FactProjection {
    private static final Table CLAIM = Table.of(
            "claim", 2, "measure", "version", "region", "began", "ended", "change_percent", "claimed_by", "by_source");

    ClaimProjection() {
        super("claims", "initiative", "measure");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        if (fact.name().equals("ClaimPublished")) {
            ClaimPublished e = fact.says(ClaimPublished.class);
            rows.of(CLAIM)
                    .add(
                            fact,
                            e.measure(),
                            fact.event().sequence(),
                            e.region(),
                            e.from().text(),
                            e.to().text(),
                            e.changePercent(),
                            e.by(),
                            e.source());
        }
    }
}
