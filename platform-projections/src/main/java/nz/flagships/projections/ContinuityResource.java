package nz.flagships.projections;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import nz.flagships.events.Role;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;

/**
 * Whether every event has come through; open to everybody. What moves with cases is told to everybody late and coarsely
 * ({@link CoarseContinuity}), and exactly to operators, auditors and our own services.
 */
@Path("/v1/continuity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Continuity")
public class ContinuityResource {
    /** Who is told of what is not public to the last event. */
    private static final Role[] EXACTLY = {Role.OPERATOR, Role.AUDITOR, Role.SERVICE};

    private final Continuity continuity;
    private final CoarseContinuity coarse;
    private final Reader reader;
    private final CatchUp catchUp;
    private final Sources sources;
    private final Channels channels;
    private final SeekToCursor seats;
    private final Callers callers;

    ContinuityResource(
            Continuity continuity,
            CoarseContinuity coarse,
            Reader reader,
            CatchUp catchUp,
            Sources sources,
            Channels channels,
            @Identifier("reader") SeekToCursor seats,
            Callers callers) {
        this.continuity = continuity;
        this.coarse = coarse;
        this.reader = reader;
        this.catchUp = catchUp;
        this.sources = sources;
        this.channels = channels;
        this.seats = seats;
        this.callers = callers;
    }

    /** Whether a position has been applied here. */
    public record Applied(boolean applied) {}

    @GET
    @PermitAll
    @NoCache
    @RunOnVirtualThread
    @Operation(
            operationId = "getContinuity",
            summary = "Events committed, published, projected and missing, per source and shard",
            description =
                    "Of case-service without a token of an operator, an auditor or a service: sums in full hundreds, as"
                            + " of the last quarter of an hour (coarse, asAt), and what is missing in full tens upwards.")
    public Continuity.Report now() {
        Continuity.Report exact = continuity.now();
        return callers.knownAs(EXACTLY) ? exact : coarse.of(exact);
    }

    @GET
    @Path("/{source}/{shard: \\d{1,4}}/{position: \\d{1,18}}")
    @PermitAll
    @NoCache
    @RunOnVirtualThread
    @Operation(
            operationId = "isApplied",
            summary = "Whether one position has been applied",
            description =
                    "At once, without waiting. Of case-service for operators, auditors and services only: others ask it about"
                            + " their own facts with GET /v1/events.")
    public Applied applied(
            @PathParam("source") String source, @PathParam("shard") int shard, @PathParam("position") long position) {
        if (!PublicSources.contains(source)) {
            // Whoever may ask of any position finds the head by halving.
            if (!callers.required().hasAny(EXACTLY)) {
                throw ReaderRule.NOT_FOR_ALL.exception();
            }
        }
        ShardKey key = key(source, shard);
        if (reader.progress(key).shown() < position) {
            try {
                reader.refresh();
            } catch (SQLException e) {
                throw RequestRule.UNAVAILABLE.exception();
            }
        }
        return new Applied(reader.progress(key).shown() >= position);
    }

    @POST
    @Path("/{source}/{shard}/retry")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    @Operation(
            operationId = "retryShard",
            summary = "Lets a stopped shard try again",
            description =
                    "202: it tries; look at GET /v1/continuity. What was applied is compared with the source's log first: where"
                            + " the source has another event, it is stopped again. 409: it is not stopped, and its channel brings what is published. 404: it is not read here.")
    @Answering(value = void.class, status = 202)
    public Response retry(
            @Parameter(description = "The service that is read") @PathParam("source") String source,
            @Parameter(description = "0 to 15") @PathParam("shard") int shard)
            throws SQLException {
        ShardKey key = key(source, shard);
        boolean released = reader.release(key);
        Channels.Standing channel = channels.of(source);
        boolean brings = channel == null || channel.brings();
        if (!released && brings) {
            throw ReaderRule.NOT_STOPPED.exception();
        }
        if (!brings) {
            // What it does not bring comes from the log, now rather than when somebody next looks.
            seats.again(source);
        }
        catchUp.begin(key, reader.progress(key).seen());
        return Response.accepted().build();
    }

    private ShardKey key(String source, int shard) {
        if (!sources.isRead(source) || shard < 0 || shard > 15) {
            throw RequestRule.NOT_FOUND.exception();
        }
        return new ShardKey(source, shard);
    }
}
