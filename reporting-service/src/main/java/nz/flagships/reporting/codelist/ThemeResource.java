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

/** {@code GET /v1/themes}. */
@Path("/v1/themes")
public class ThemeResource extends ListResource<ThemeResource.Theme> {
    /** Themes of initiatives and cases; a row of {@code GET /v1/themes}. */
    public record Theme(String code, String name, Provenance provenance) {}

    @Inject
    CodeTables tables;

    ThemeResource() {
        super(Listing.of("Themes of initiatives and cases", Theme.class, "code")
                .holding("code", new Values.Codes(CodeList.THEME))
                .example("""
                {"code":"ALCOHOL","name":"Alcohol","provenance":{"basis":"published","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Theme> find(Connection connection, Query query) {
        List<ThemeEntity> all = tables.all(connection, ThemeEntity.class);
        return Found.of(all.stream()
                .map(e -> new Theme(e.code, e.name, e.fact.provenance()))
                .toList());
    }
}
