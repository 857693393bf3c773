package nz.flagships.reporting.caseload;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.reporting.caseload.FreezeMonths.Vintage;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.rest.Callers;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What an operator may do. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {
    private final FreezeMonths freezing;
    private final Callers callers;

    OperationsResource(FreezeMonths freezing, Callers callers) {
        this.freezing = freezing;
        this.callers = callers;
    }

    /** Freezes the closed months now; answers the vintage that holds from now on. */
    @POST
    @Path("/freeze-months")
    @RunOnVirtualThread
    @Operation(
            operationId = "freezeMonths",
            summary = "Freeze the closed months of the caseload now",
            description = "Role operator. Answers the vintage that holds; it stays the same where nothing has changed.")
    @Answering(Vintage.class)
    public Response freezeMonths() throws SQLException, JsonProcessingException {
        callers.require(Role.OPERATOR);
        Vintage vintage = freezing.freeze().orElseThrow(QueryRule.NOTHING_TO_FREEZE::exception);
        return Response.ok(Json.MAPPER.writeValueAsBytes(vintage))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
