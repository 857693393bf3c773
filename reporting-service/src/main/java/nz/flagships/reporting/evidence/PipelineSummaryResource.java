package nz.flagships.reporting.evidence;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.NewZealand;
import nz.flagships.reporting.query.Query;

/** {@code GET /v1/evidence/pipeline/summary}. */
@Path("/v1/evidence/pipeline/summary")
public class PipelineSummaryResource extends ListResource<PipelineSummary> {

    private final Clock clock;

    PipelineSummaryResource(Clock clock) {
        super(Listing.of(
                        "The stages from trial to long-term funding: initiatives, days and money at stake",
                        PipelineSummary.class,
                        "order")
                .example("""
                        {"stage":"GRANTED","order":5,"initiatives":3,"everIn":3,"medianDaysInStage":3468,"cents":7790000000,"synthetic":false}"""));
        this.clock = clock;
    }

    @Override
    protected Found<PipelineSummary> find(Connection connection, Query query) throws SQLException {
        return Found.of(Pipeline.summary(PipelineRows.read(connection, today())))
                .defining(PipelineDefinitions.OF_ALL);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return today().toString();
    }

    private LocalDate today() {
        return NewZealand.day(clock.instant());
    }
}
