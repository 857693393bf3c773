package nz.flagships.projections;

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
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.NoCache;

/** Whether every event has come through; open to everybody, since it counts events and not people. */
@Path("/v1/continuity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Continuity")
public class ContinuityResource {
    private final Continuity continuity;
    private final Reader reader;
    private final CatchUp catchUp;
    private final Sources sources;

    ContinuityResource(Continuity continuity, Reader reader, CatchUp catchUp, Sources sources) {
        this.continuity = continuity;
        this.reader = reader;
        this.catchUp = catchUp;
        this.sources = sources;
    }

    @GET
    @PermitAll
    @NoCache
    @RunOnVirtualThread
    @Operation(summary = "Events committed, published, projected and missing, per source and shard")
    public Continuity.Report now() {
        return continuity.now();
    }

    @POST
    @Path("/{source}/{shard}/retry")
    @RolesAllowed("operator")
    @RunOnVirtualThread
    @Operation(
            summary = "Lets a stopped shard try again",
            description =
                    "202: it tries; look at GET /v1/continuity. 409: it is not stopped. 404: it is not read here.")
    public Response retry(@PathParam("source") String source, @PathParam("shard") int shard) throws SQLException {
        if (!sources.isRead(source) || shard < 0 || shard > 15) {
            throw RequestRule.NOT_FOUND.exception();
        }
        ShardKey key = new ShardKey(source, shard);
        if (!reader.release(key)) {
            throw ReaderRule.NOT_STOPPED.exception();
        }
        catchUp.begin(key, reader.progress(key).seen());
        return Response.accepted().build();
    }
}
