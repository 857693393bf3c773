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

/** {@code GET /v1/agencies}. */
@Path("/v1/agencies")
public class AgencyResource extends ListResource<AgencyResource.Agency> {
    /** Agencies and their part in the sector; a row of {@code GET /v1/agencies}. */
    public record Agency(
            String code, String name, boolean flagshipPartner, boolean fundMember, Provenance provenance) {}

    @Inject
    CodeTables tables;

    AgencyResource() {
        super(Listing.of("Agencies and their part in the sector", Agency.class, "code")
                .holding("code", new Values.Codes(CodeList.AGENCY))
                .example("""
                {"code":"POLICE","name":"New Zealand Police","flagshipPartner":true,"fundMember":true,
                 "provenance":{"basis":"published","source":"seed-flagships","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Agency> find(Connection connection, Query query) {
        List<AgencyEntity> all = tables.all(connection, AgencyEntity.class);
        return Found.of(all.stream()
                .map(e -> new Agency(e.code, e.name, e.flagshipPartner, e.fundMember, e.fact.provenance()))
                .toList());
    }
}
