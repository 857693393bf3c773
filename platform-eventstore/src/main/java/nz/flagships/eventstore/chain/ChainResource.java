package nz.flagships.eventstore.chain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import nz.flagships.events.Json;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;

/** Whether the history is what was appended. Places, ids and hashes: nothing of what the events say. */
@Path("/v1/operations")
@Tag(name = "Operations", description = "For operators")
@RunOnVirtualThread
@NoCache
@Produces(MediaType.APPLICATION_JSON)
public class ChainResource {
    /** How far it is. */
    record Verification(
            String service,
            ChainStatus.State state,
            boolean running,
            @Nullable Pass current,
            @Nullable Pass completed,
            long positions,
            long committed,
            List<Shard> shards,
            List<Break> breaks) {}

    /** One look at everything, from the first event. */
    record Pass(long pass, Instant begun, @Nullable Instant completed, long verified, long breaks) {}

    /** How far a shard is verified, and how far it goes. */
    record Shard(int shard, long position, long head) {}

    /** Where the history is not what was appended; hashes in hexadecimal. */
    record Break(
            int shard,
            long position,
            long through,
            ChainBreak.Kind kind,
            @Nullable UUID event,
            @Nullable String expected,
            @Nullable String found) {}

    private final ChainJob job;
    private final String service;

    @Inject
    ChainResource(ChainJob job, @ConfigProperty(name = "flagships.service") String service) {
        this.job = job;
        this.service = service;
    }

    /** How far the verification is, and what it found. */
    @GET
    @Path("/chain")
    @RolesAllowed({"operator", "auditor"})
    @Operation(
            operationId = "getChain",
            summary = "How far the history is verified, and where it is broken",
            description = "Role operator or auditor. The first hundred breaks by shard and position; positions are"
                    + " verified up to the shard's own count.")
    @Answering(Verification.class)
    public ObjectNode chain() {
        return answer(job.status());
    }

    /** Begins a pass from the first event. */
    @POST
    @Path("/verify-chain")
    @RolesAllowed("operator")
    @Operation(
            operationId = "verifyChain",
            summary = "Verify the history now, from its first event",
            description =
                    "Role operator. One pass at a time: where one is under way, that one is answered. How it goes on"
                            + " is told by GET /v1/operations/chain.")
    @Answering(value = Verification.class, status = 202)
    public Response verify() {
        job.begin();
        return Response.accepted(answer(job.status())).build();
    }

    private ObjectNode answer(ChainStatus status) {
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("service", service)
                .put("state", status.state().name())
                .put("running", status.running());
        answer.set("current", pass(status.current()));
        answer.set("completed", pass(status.completed()));
        answer.put(
                "positions",
                status.shards().stream().mapToLong(ChainStatus.Shard::position).sum());
        answer.put(
                "committed",
                status.shards().stream().mapToLong(ChainStatus.Shard::head).sum());
        ArrayNode shards = answer.putArray("shards");
        for (ChainStatus.Shard shard : status.shards()) {
            shards.addObject()
                    .put("shard", shard.shard())
                    .put("position", shard.position())
                    .put("head", shard.head());
        }
        ArrayNode breaks = answer.putArray("breaks");
        for (ChainBreak one : status.breaks()) {
            breaks.addObject()
                    .put("shard", one.shard())
                    .put("position", one.position())
                    .put("through", one.through())
                    .put("kind", one.kind().name())
                    .put("event", one.event() == null ? null : one.event().toString())
                    .put("expected", hex(one.expected()))
                    .put("found", hex(one.found()));
        }
        return answer;
    }

    private static @Nullable ObjectNode pass(ChainStatus.@Nullable Pass pass) {
        return pass == null
                ? null
                : Json.MAPPER
                        .createObjectNode()
                        .put("pass", pass.pass())
                        .put("begun", pass.begun().toString())
                        .put(
                                "completed",
                                pass.completed() == null
                                        ? null
                                        : pass.completed().toString())
                        .put("verified", pass.verified())
                        .put("breaks", pass.breaks());
    }

    private static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }
}
