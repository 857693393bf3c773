package nz.flagships.reporting.target;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.NewZealand;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.query.Values;

/** {@code GET /v1/targets/in-force?on=2016-06-30}: the versions that held on a day, by default today in New Zealand. */
@Path("/v1/targets/in-force")
public class TargetsInForceResource extends ListResource<TargetEvent> {

    private final Clock clock;

    TargetsInForceResource(Clock clock) {
        super(Listing.of("The targets in force on a day", TargetEvent.class, "measure", "region", "version")
                .with(Parameter.one(
                        "on", "The day, as 2016-06-30; by default today in New Zealand", Values.DAY_THAT_HAS_BEGUN))
                .holding("event", TargetRows.EVENTS)
                .example(TargetResource.EXAMPLE));
        this.clock = clock;
    }

    @Override
    protected Found<TargetEvent> find(Connection connection, Query query) throws SQLException {
        LocalDate on = day(query.own("on"), today());
        return new Found<>(Targets.of(TargetRows.read(connection)).inForce(on), Map.of(), Map.of("on", on), false);
    }

    @Override
    protected Map<String, Class<?>> about() {
        return Map.of("on", LocalDate.class);
    }

    @Override
    protected String dependsOn(Connection connection) {
        return today().toString();
    }

    /** The day that a query asks for; the given one where it asks for none. */
    public static LocalDate day(List<String> asked, LocalDate otherwise) {
        if (asked.isEmpty()) {
            return otherwise;
        }
        try {
            if (asked.size() == 1) {
                return LocalDate.parse(asked.getFirst());
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw QueryRule.BAD_DAY.exception();
    }

    private LocalDate today() {
        return NewZealand.day(clock.instant());
    }
}
