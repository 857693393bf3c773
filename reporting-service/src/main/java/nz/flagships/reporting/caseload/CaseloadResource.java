package nz.flagships.reporting.caseload;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nz.flagships.reporting.caseload.FreezeMonths.Vintage;
import nz.flagships.reporting.disclosure.RandomRounding;
import nz.flagships.reporting.disclosure.RoundedCount;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;

/**
 * {@code GET /v1/cases}: the caseload as a declared table. Its rows can be chosen, nothing in them can be cut another way:
 * no sums, no ranges, no other months than closed ones.
 */
@Path("/v1/cases")
public class CaseloadResource extends ListResource<CaseloadResource.Line> {
    /**
     * A row of the table.
     *
     * @param region where the cases are
     * @param month a closed one, {@code 2026-10}
     * @param opened in the month
     * @param closed in the month
     * @param active when the month ended
     */
    public record Line(String region, YearMonth month, RoundedCount opened, RoundedCount closed, RoundedCount active) {}

    private record Rounding(int base, String method) {}

    private static final Map<String, Object> DEFINITIONS = Map.of(
            "rounding",
            new Rounding(RandomRounding.BASE, RandomRounding.METHOD),
            "opened",
            "Cases opened in the month; a case that is opened again is not counted again",
            "closed",
            "Cases closed in the month, each once",
            "active",
            "Cases that were open when the month ended",
            "region",
            "A case counts in its region, in what that lies in, and in programme areas that map it, once each");

    private static final Relation<Line> TABLE = Relation.of(
                    "select * from caseload where vintage = ?::bigint",
                    row -> new Line(
                            row.text("region"),
                            YearMonth.from(row.day("month")),
                            new RoundedCount(row.integer("opened")),
                            new RoundedCount(row.integer("closed")),
                            new RoundedCount(row.integer("active"))))
            .columns("region", "opened", "closed", "active")
            .period("month", "to_char(month, 'YYYY-MM')", "month", "(month + interval '1 month - 1 day')::date");

    CaseloadResource() {
        super(Listing.of("Joint cases per region and closed month, rounded to base 3", Line.class, "region", "month")
                .example("{\"region\":\"EAST-COAST\",\"month\":\"2026-10\",\"opened\":6,\"closed\":3,\"active\":21}"));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        Optional<Vintage> vintage = FreezeMonths.latest(connection);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("vintage", vintage.orElse(null));
        return new Found<>(
                TABLE.rows(connection, vintage.map(Vintage::vintage).orElse(0L)),
                page -> DEFINITIONS,
                about,
                vintage.isPresent() && vintage.get().synthetic());
    }

    @Override
    protected Map<String, Class<?>> about() {
        return Map.of("vintage", Vintage.class);
    }

    @Override
    protected String dependsOn(Connection connection) throws SQLException {
        return FreezeMonths.latest(connection)
                .map(v -> Long.toString(v.vintage()))
                .orElse("");
    }
}
