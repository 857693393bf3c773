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
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/sources}. */
@Path("/v1/sources")
public class SourceResource extends ListResource<SourceResource.Source> {
    /** Publications that facts are taken from; a row of {@code GET /v1/sources}. */
    public record Source(String code, @Nullable String published, String citation, Provenance provenance) {}

    @Inject
    CodeTables tables;

    SourceResource() {
        super(Listing.of("Publications that facts are taken from", Source.class, "code")
                .holding("published", Values.PARTIAL_DATE)
                .holding("code", new Values.Codes(CodeList.SOURCE))
                .example("""
                {"code":"courts-13","published":"2014","citation":"courtsofnz.govt.nz District Court workload, December 2013",
                 "provenance":{"basis":"published","source":null,"note":null,"inferred":["published"]}}"""));
    }

    @Override
    protected Found<Source> find(Connection connection, Query query) {
        List<SourceEntity> all = tables.all(connection, SourceEntity.class);
        return Found.of(all.stream()
                .map(e -> new Source(e.code, e.published, e.citation, e.fact.provenance()))
                .toList());
    }
}
