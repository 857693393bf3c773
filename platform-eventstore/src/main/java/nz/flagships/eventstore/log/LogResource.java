package nz.flagships.eventstore.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.relay.PublishedForm;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.EventStore.ShardHead;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * The log for readers that miss something: who finds a gap, or has lost its topic, reads the range here. It serves what
 * Kafka has, the published forms, and never a private event's content.
 */
@Path("/v1/log")
@Tag(name = "Log", description = "For other services: the published history by shard and position")
@RolesAllowed("service")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class LogResource {
    private static final Logger LOG = Logger.getLogger(LogResource.class);
    private static final int MOST = 1000;

    /** Where the shards stand. */
    public record Heads(String service, List<Head> shards) {}

    /** Where a shard stands. */
    public record Head(int shard, int epoch, long head, long published) {}

    /** A stretch of a shard's log; its events are CloudEvents in structured form. */
    public record Stretch(String service, int shard, int epoch, long head, long published, List<ObjectNode> events) {}

    private final EventStore store;
    private final Instance<PublishedForm> form;
    private final String service;

    @Inject
    LogResource(
            EventStore store,
            Instance<PublishedForm> form,
            @ConfigProperty(name = "flagships.service") String service) {
        this.store = store;
        this.form = form;
        this.service = service;
    }

    /** Where each shard stands. */
    @GET
    @Operation(operationId = "getLog", summary = "Epoch, head and mark of every shard")
    @Answering(Heads.class)
    public ObjectNode shards() {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("service", service);
        ArrayNode shards = answer.putArray("shards");
        for (ShardHead head : store.heads()) {
            shards.addObject()
                    .put("shard", head.shard())
                    .put("epoch", head.epoch())
                    .put("head", head.head())
                    .put("published", head.published());
        }
        return answer;
    }

    /**
     * Published events of a shard in order, without a hole from {@code after + 1} on.
     *
     * @param after 0 for the beginning
     * @param limit at most 1000
     */
    @GET
    @Path("{shard}")
    @Operation(operationId = "getLogOfShard", summary = "The published events of a shard after a position")
    @Answering(Stretch.class)
    public ObjectNode events(
            @PathParam("shard") int shard,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("limit") @DefaultValue("500") int limit) {
        if (shard < 0 || shard >= Shards.COUNT) {
            throw LogRule.NO_SUCH_SHARD.exception();
        }
        if (after < 0 || limit < 1 || limit > MOST) {
            throw LogRule.BAD_RANGE.exception();
        }
        ShardHead head = store.heads().get(shard);
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("service", service)
                .put("shard", shard)
                .put("epoch", head.epoch())
                .put("head", head.head())
                .put("published", head.published());
        ArrayNode events = answer.putArray("events");
        PublishedForm published = form.get();
        for (StoredEvent event : store.log(shard, after, limit)) {
            if (event.position() > head.head()) {
                break; // committed since the head was read; an answer agrees with itself
            }
            try {
                events.add(published.envelope(event).structured());
            } catch (RuntimeException e) {
                // The relay stands before the same event, and says so by a metric; what comes before it is served.
                LOG.errorf(
                        "The published form of %s at %d/%d cannot be made: %s",
                        event.type(), shard, event.position(), e.getClass().getName());
                break;
            }
        }
        return answer;
    }
}
