package nz.flagships.reporting.live;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.sse.OutboundSseEvent;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** {@code GET /v1/live}: what is new, as server-sent events. */
@Path("/v1/live")
public class LiveResource {
    private final LiveFeed feed;

    LiveResource(LiveFeed feed) {
        this.feed = feed;
    }

    /** Streams until the client leaves, or this replica; to HEAD nothing but the headers. */
    @GET
    @PermitAll
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            operationId = "live",
            summary = "What is new, as server-sent events",
            description =
                    "Events: figures {measure, region, period}, initiative {initiative}, fund {fund}, evidence {subject}, codes {list}: empty means any. continuity {positions,"
                            + " projected} of initiative-service when the reader has moved, at most once a second. heartbeat {at} at once and then every 15 seconds. Never"
                            + " about people, nor how far case-service is. Where the service is being replaced, farewell {} and the end: come back.")
    @Answering(value = String.class, as = MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> live(@Context Request request, @Context HttpServerResponse response) {
        // The framework asks for HEAD as for GET; a stream without a body would hold its place and its connection.
        return request.getMethod().equals(HttpMethod.HEAD)
                ? Multi.createFrom().empty()
                : feed.open(() -> response.closed() || response.ended());
    }
}
