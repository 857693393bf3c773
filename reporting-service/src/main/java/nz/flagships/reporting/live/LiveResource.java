package nz.flagships.reporting.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.projections.Cursor;
import nz.flagships.projections.Cursors;
import nz.flagships.reporting.query.Answers;
import nz.flagships.rest.Departure;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** {@code GET /v1/live}: what is new, as server-sent events. */
@Path("/v1/live")
public class LiveResource {
    /** How soon a browser comes back: to another replica, if this one leaves. */
    private static final long BACK_AFTER_MILLIS = 1_000;

    private final LiveFeed feed;
    private final Cursors cursors;
    private final Departure departure;
    private final Duration heartbeat;

    LiveResource(
            LiveFeed feed,
            Cursors cursors,
            Departure departure,
            @ConfigProperty(name = "flagships.live.heartbeat", defaultValue = "15s") Duration heartbeat) {
        this.feed = feed;
        this.cursors = cursors;
        this.departure = departure;
        this.heartbeat = heartbeat;
    }

    /** How far the reader has come. */
    private record Continuity(String positions, long projected) {}

    private record Heartbeat(Instant at) {}

    /** Nothing but when to come back. */
    private record Farewell() {}

    /** Streams until the client leaves, or this replica. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @Operation(
            summary = "What is new, as server-sent events",
            description =
                    "Events: figures {measure, region, period}, initiative {initiative}, fund {fund}, evidence {subject}, codes {list}: empty means any. continuity {positions,"
                            + " projected} when the reader has moved, at most once a second. heartbeat {at} at once and then every 15 seconds. Never"
                            + " about people. Where the service is being replaced, farewell {} and the end: come back.")
    @APIResponse(responseCode = "200", description = "A stream that ends when the client leaves, or the service")
    public Multi<OutboundSseEvent> live(@Context Sse sse) {
        Multi<OutboundSseEvent> news = feed.notices().map(notice -> event(sse, notice.event(), notice));
        Multi<OutboundSseEvent> moves = Multi.createFrom()
                .ticks()
                .every(Duration.ofSeconds(1))
                .onOverflow()
                .drop()
                .map(tick -> continuity())
                .skip()
                .repetitions()
                .map(now -> event(sse, "continuity", now));
        // At once as well: a proxy that holds back the first bytes shows at the start and not after a quarter of a
        // minute.
        Multi<OutboundSseEvent> beats = Multi.createFrom()
                .ticks()
                .every(heartbeat)
                .onOverflow()
                .drop()
                .map(tick -> event(sse, "heartbeat", new Heartbeat(Instant.now())));
        OutboundSseEvent farewell = event(sse, "farewell", new Farewell());
        OutboundSseEvent end = event(sse, "end", new Farewell());
        Multi<OutboundSseEvent> leaving = Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(500))
                .onOverflow()
                .drop()
                .select()
                .where(tick -> departure.endsStreams())
                .onItem()
                .transformToMultiAndConcatenate(tick -> Multi.createFrom().items(farewell, end));
        return Multi.createBy()
                .merging()
                .streams(beats, news, moves, leaving)
                .select()
                .first(event -> event != end)
                .emitOn(Infrastructure.getDefaultExecutor());
    }

    private Continuity continuity() {
        List<Cursor> at = cursors.latest();
        return new Continuity(
                Answers.positions(at), at.stream().mapToLong(Cursor::position).sum());
    }

    private static OutboundSseEvent event(Sse sse, String name, Object data) {
        try {
            return sse.newEventBuilder()
                    .name(name)
                    .reconnectDelay(BACK_AFTER_MILLIS)
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, Json.MAPPER.writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
