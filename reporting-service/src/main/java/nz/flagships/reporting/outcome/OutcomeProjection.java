package nz.flagships.reporting.outcome;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.MeasurePublished.MeasureDefined;
import nz.flagships.events.initiative.MeasurePublished.SeriesBreakDeclared;
import nz.flagships.events.initiative.SeriesPublished.ObservationRecorded;
import nz.flagships.events.initiative.SeriesPublished.ObservationRevised;
import nz.flagships.events.initiative.SeriesPublished.ObservationWithdrawn;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;
import org.jspecify.annotations.Nullable;

/** Keeps measures, their breaks, and what was observed: the value that stands, and every one there has been. */
@ApplicationScoped
public class OutcomeProjection extends FactProjection {
    private static final Table MEASURE = Table.of(
            "measure",
            1,
            "code",
            "name",
            "kind",
            "unit",
            "direction",
            "geography",
            "sensitivity",
            "includes",
            "excludes");
    private static final Table BREAK =
            Table.of("series_break", 3, "measure", "region", "on_day", "reason", "bridgeable");
    private static final Table OBSERVATION = Table.of(
            "observation",
            4,
            "measure",
            "region",
            "first_day",
            "last_day",
            "period",
            "value",
            "status",
            "withdrawn",
            "version");
    private static final Table REVISION = Table.of(
            "observation_revision",
            3,
            "measure",
            "region",
            "version",
            "first_day",
            "last_day",
            "period",
            "value",
            "status",
            "withdrawn",
            "reason");

    OutcomeProjection() {
        super("outcomes", "initiative", "measure", "series");
    }

    /** What a fact says of a period: the same for a value recorded, revised and withdrawn. */
    private record Said(
            String measure,
            String region,
            Period period,
            LocalDate first,
            LocalDate last,
            @Nullable BigDecimal value,
            ObservationStatus status,
            boolean withdrawn,
            @Nullable String reason) {}

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "MeasureDefined" -> {
                MeasureDefined e = fact.says(MeasureDefined.class);
                rows.of(MEASURE)
                        .add(
                                fact,
                                e.measure(),
                                e.name(),
                                e.kind(),
                                e.unit(),
                                e.direction(),
                                e.geography(),
                                e.sensitivity(),
                                e.includes(),
                                e.excludes());
            }
            case "SeriesBreakDeclared" -> {
                SeriesBreakDeclared e = fact.says(SeriesBreakDeclared.class);
                rows.of(BREAK)
                        .add(
                                fact,
                                e.measure(),
                                e.region() == null ? "" : e.region(),
                                e.on(),
                                e.reason(),
                                e.bridgeable());
            }
            case "ObservationRecorded" -> {
                ObservationRecorded e = fact.says(ObservationRecorded.class);
                note(
                        fact,
                        rows,
                        new Said(
                                e.measure(),
                                e.region(),
                                e.period(),
                                e.firstDay(),
                                e.lastDay(),
                                e.value(),
                                e.status(),
                                false,
                                null));
            }
            case "ObservationRevised" -> {
                ObservationRevised e = fact.says(ObservationRevised.class);
                note(
                        fact,
                        rows,
                        new Said(
                                e.measure(),
                                e.region(),
                                e.period(),
                                e.firstDay(),
                                e.lastDay(),
                                e.value(),
                                e.status(),
                                false,
                                e.reason()));
            }
            case "ObservationWithdrawn" -> {
                ObservationWithdrawn e = fact.says(ObservationWithdrawn.class);
                note(
                        fact,
                        rows,
                        new Said(
                                e.measure(),
                                e.region(),
                                e.period(),
                                e.firstDay(),
                                e.lastDay(),
                                null,
                                ObservationStatus.Q,
                                true,
                                e.reason()));
            }
            default -> {
                // Another fact about them than this version shows.
            }
        }
    }

    private static void note(Fact fact, Batch rows, Said said) {
        long version = fact.event().sequence();
        rows.of(OBSERVATION)
                .add(
                        fact,
                        said.measure,
                        said.region,
                        said.first,
                        said.last,
                        said.period.text(),
                        said.value,
                        said.status,
                        said.withdrawn,
                        version);
        rows.of(REVISION)
                .add(
                        fact,
                        said.measure,
                        said.region,
                        version,
                        said.first,
                        said.last,
                        said.period.text(),
                        said.value,
                        said.status,
                        said.withdrawn,
                        said.reason);
    }
}
