package nz.flagships.reporting.codelist;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/programmes}. */
@Path("/v1/programmes")
public class ProgrammeResource extends ListResource<ProgrammeResource.Programme> {
    /** Programmes, their partners and where they work; a row of {@code GET /v1/programmes}. */
    public record Programme(
            String code, String name, List<String> partners, List<String> regions, Provenance provenance) {}

    @Inject
    CodeTables tables;

    ProgrammeResource() {
        super(Listing.of("Programmes, their partners and where they work", Programme.class, "code")
                .holding("code", new Values.Codes(CodeList.PROGRAMME))
                .example("""
                {"code":"FRONTLINE_FLAGSHIPS","name":"Frontline Flagships","partners":["POLICE","CORRECTIONS","JUSTICE","CYF"],
                 "regions":["PAPAKURA","HAMILTON","EAST-COAST"],"provenance":{"basis":"published","source":"seed-flagships","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Programme> find(Connection connection, Query query) {
        List<ProgrammeEntity> all = tables.all(connection, ProgrammeEntity.class);
        return Found.of(all.stream()
                .map(e -> new Programme(e.code, e.name, e.partners, e.regions, e.fact.provenance()))
                .toList());
    }
}
