package nz.flagships.reporting.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * A list over HTTP. Who makes one says what its rows are and finds them; how they are asked for and answered is here, once.
 *
 * @param <R> the record of its rows
 */
public abstract class ListResource<R> {
    @Inject
    Answers answers;

    private final Listing<R> listing;

    protected ListResource(Listing<R> listing) {
        this.listing = listing;
    }

    /** What the list is. */
    public Listing<R> listing() {
        return listing;
    }

    /**
     * Finds the rows, all that the list's own parameters ask for; the columns' filters, the order and the page are cut
     * from them.
     *
     * @param connection in a transaction that sees one moment
     */
    protected abstract Found<R> find(Connection connection, Query query) throws SQLException;

    /** What an answer depends on besides the events that were applied; part of its entity tag. */
    protected String dependsOn(Connection connection) throws SQLException {
        return "";
    }

    /** What {@code asOf} says besides what it says of every list: the record of each, by name. */
    protected Map<String, Class<?>> about() {
        return Map.of();
    }

    /** Answers the query. */
    @GET
    @PermitAll
    @Operation(hidden = true)
    @Produces({MediaType.APPLICATION_JSON, Answers.CSV})
    @RunOnVirtualThread
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.answer(this, uri, headers);
    }
}
