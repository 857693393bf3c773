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

/** {@code GET /v1/evidence/pipeline}. */
@Path("/v1/evidence/pipeline")
public class PipelineResource extends ListResource<PipelineRow> {

    private final Clock clock;

    PipelineResource(Clock clock) {
        super(Listing.of(
                        "Initiatives on their way from trial to long-term funding, one row per stage each has reached",
                        PipelineRow.class,
                        "initiative",
                        "order")
                .example("""
                        {"initiative":"JSF-OUT-OF-GATE","title":"Out of Gate","programme":"JUSTICE-SECTOR-FUND","regions":["NZ"],"stage":"GRANTED","order":5,
                         "since":"2016-05-26","until":null,"current":true,"daysInStage":3832,"daysAtMost":3832,"cents":2000000000,
                         "evidence":"INCONCLUSIVE","withoutEvidence":true,"synthetic":false}"""));
        this.clock = clock;
    }

    @Override
    protected Found<PipelineRow> find(Connection connection, Query query) throws SQLException {
        return Found.of(PipelineRows.read(connection, today())).defining(PipelineDefinitions.OF_ALL);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return today().toString();
    }

    private LocalDate today() {
        return NewZealand.day(clock.instant());
    }
}
