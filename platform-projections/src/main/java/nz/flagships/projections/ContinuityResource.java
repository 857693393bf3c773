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
import java.time.Instant;
import java.util.List;
import nz.flagships.events.Role;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;
import org.jspecify.annotations.Nullable;

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

    private static final int MOST_SHOWN = 1000;

    private final Continuity continuity;
    private final CoarseContinuity coarse;
    private final ReaderState state;
    private final Quarantine quarantine;
    private final CatchUp catchUp;
    private final Sources sources;
    private final Channels channels;
    private final SeekToCursor seats;
    private final Callers callers;

    ContinuityResource(
            Continuity continuity,
            CoarseContinuity coarse,
            ReaderState state,
            Quarantine quarantine,
            CatchUp catchUp,
            Sources sources,
            Channels channels,
            @Identifier("reader") SeekToCursor seats,
            Callers callers) {
        this.continuity = continuity;
        this.coarse = coarse;
        this.state = state;
        this.quarantine = quarantine;
        this.catchUp = catchUp;
        this.sources = sources;
        this.channels = channels;
        this.seats = seats;
        this.callers = callers;
    }

    /**
     * Whether a position has been applied here.
     *
     * @param applied whether it is
     * @param parked whether it is set aside with its stream, and not applied for that reason
     */
    public record Applied(boolean applied, boolean parked) {}

    /**
     * What is set aside.
     *
     * @param streams at most a thousand, those first that were not tried for longest
     */
    public record Parking(List<ParkedStream> streams) {}

    /**
     * A stream of which an event cannot be taken, and what it said since.
     *
     * @param source the service that wrote it
     * @param shard 0 to 15
     * @param position of the first of them
     * @param stream whose they are; null where that cannot be told: then the one event is alone
     * @param id of the first of them; null where it cannot be read
     * @param type of the first of them; null where it cannot be read
     * @param reason POISON: a projection cannot take it; UNREADABLE: this version cannot read it
     * @param projection which projection; null for other reasons
     * @param fault the kind of error, never what it says
     * @param events how many are set aside, this one among them
     * @param since when the first was set aside
     * @param triedAt when it was last tried again
     * @param redrive what to POST to for trying again at once
     */
    public record ParkedStream(
            String source,
            int shard,
            long position,
            @Nullable String stream,
            @Nullable String id,
            @Nullable String type,
            String reason,
            @Nullable String projection,
            @Nullable String fault,
            long events,
            Instant since,
            Instant triedAt,
            String redrive) {}

    /**
     * What came of trying a stream again.
     *
     * @param applied events that were applied now
     * @param stopped the event that still cannot be taken; null when nothing of the stream is set aside any more
     */
    public record Redriven(long applied, @Nullable Obstacle stopped) {}

    /**
     * Why an event cannot be taken.
     *
     * @param position its position
     * @param reason POISON or UNREADABLE
     * @param projection which projection cannot take it; null for other reasons
     * @param fault the kind of error, never what it says
     */
    public record Obstacle(
            long position,
            String reason,
            @Nullable String projection,
            @Nullable String fault) {}

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
        if (!state.progress(key).isApplied(position)) {
            try {
                state.refresh();
            } catch (SQLException e) {
                throw RequestRule.UNAVAILABLE.exception();
            }
        }
        Progress progress = state.progress(key);
        return new Applied(progress.isApplied(position), progress.isParked(position));
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
        boolean released = state.release(key);
        Channels.Standing channel = channels.of(source);
        boolean brings = channel == null || channel.brings();
        if (!released && brings) {
            throw ReaderRule.NOT_STOPPED.exception();
        }
        if (!brings) {
            // What it does not bring comes from the log, now rather than when somebody next looks.
            seats.again(source);
        }
        catchUp.begin(key, state.progress(key).seen());
        return Response.accepted().build();
    }

    @GET
    @Path("/parked")
    @RolesAllowed({"operator", "auditor"})
    @NoCache
    @RunOnVirtualThread
    @Operation(
            operationId = "getParkedStreams",
            summary = "Streams that are set aside, since an event of each cannot be taken",
            description =
                    "Everybody else goes on. Each is tried again by itself every minute, and with each start. What the event says is in its source’s log alone.")
    public Parking parked() {
        try {
            return new Parking(quarantine.streams(MOST_SHOWN).stream()
                    .map(ContinuityResource::shown)
                    .toList());
        } catch (SQLException e) {
            throw RequestRule.UNAVAILABLE.exception();
        }
    }

    @POST
    @Path("/{source}/{shard}/parked/{position}/redrive")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    @Operation(
            operationId = "redriveParkedStream",
            summary = "Tries a stream again that is set aside",
            description =
                    "200: as far as it went; where stopped is there, that event still cannot be taken. 404: nothing is set aside there.")
    @Answering(Redriven.class)
    public Redriven redrive(
            @Parameter(description = "The service that is read") @PathParam("source") String source,
            @Parameter(description = "0 to 15") @PathParam("shard") int shard,
            @Parameter(description = "Of the first event of the stream that is set aside") @PathParam("position")
                    long position) {
        ShardKey key = key(source, shard);
        try {
            Quarantine.Taken taken =
                    quarantine.takeAgain(key, position).orElseThrow(ReaderRule.NOTHING_PARKED::exception);
            Parked left = taken.left();
            return new Redriven(
                    taken.applied(),
                    left == null
                            ? null
                            : new Obstacle(left.position(), left.reason().name(), left.projection(), left.fault()));
        } catch (SQLException | SourceUnreachable e) {
            throw RequestRule.UNAVAILABLE.exception();
        }
    }

    private static ParkedStream shown(ParkedTable.Stream of) {
        Parked first = of.first();
        ShardKey shard = of.shard();
        return new ParkedStream(
                shard.source(),
                shard.shard(),
                first.position(),
                first.stream(),
                first.id(),
                first.type(),
                first.reason().name(),
                first.projection(),
                first.fault(),
                of.events(),
                of.since(),
                of.triedAt(),
                "/v1/continuity/" + shard.source() + "/" + shard.shard() + "/parked/" + first.position() + "/redrive");
    }

    private ShardKey key(String source, int shard) {
        if (!sources.isRead(source) || shard < 0 || shard > 15) {
            throw RequestRule.NOT_FOUND.exception();
        }
        return new ShardKey(source, shard);
    }
}
