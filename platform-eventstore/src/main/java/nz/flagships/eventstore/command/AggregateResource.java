package nz.flagships.eventstore.command;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The routes of an aggregate. A service has one line for each: a class with the collection's path that names the
 * aggregate; lists of the service stand in the same class.
 *
 * <pre>{@code
 * @Path("/v1/initiatives")
 * public class InitiativeResource extends AggregateResource {
 *     public InitiativeResource() {
 *         super("initiative");
 *     }
 * }
 * }</pre>
 *
 * <p>They are hidden from the scan of OpenAPI, which gets a path per command from the registry instead.
 */
@Produces(MediaType.APPLICATION_JSON)
public abstract class AggregateResource {
    private final String aggregate;

    @Inject
    AggregateRoutes routes;

    /** @param aggregate the name of its registration */
    @SuppressWarnings("NullAway.Init") // injected
    protected AggregateResource(String aggregate) {
        this.aggregate = aggregate;
    }

    /** The name of its registration. */
    public String aggregateName() {
        return aggregate;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> begin(
            @Context HttpHeaders headers,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent,
            @QueryParam(DryRuns.PARAMETER) @Nullable String dryRun,
            byte @Nullable [] body) {
        return routes.command(aggregate, null, null, headers, ifMatch, traceparent, dryRun, body);
    }

    @POST
    @Path("/{id}/{command}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<Response> command(
            @PathParam("id") String id,
            @PathParam("command") String command,
            @Context HttpHeaders headers,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent,
            @QueryParam(DryRuns.PARAMETER) @Nullable String dryRun,
            byte @Nullable [] body) {
        return routes.command(aggregate, id, command, headers, ifMatch, traceparent, dryRun, body);
    }

    @GET
    @Path("/{id}")
    @ReadersInRegistry
    @Operation(hidden = true)
    @RunOnVirtualThread
    public Response state(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        return routes.state(aggregate, id, ifNoneMatch);
    }

    @GET
    @Path("/{id}/history")
    @ReadersInRegistry
    @Operation(hidden = true)
    @RunOnVirtualThread
    public Response history(
            @PathParam("id") String id,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return routes.history(aggregate, id, after, limit);
    }
}
