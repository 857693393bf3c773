package nz.flagships.cases.jointcase;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import nz.flagships.cases.caseload.Caseload;
import nz.flagships.cases.caseload.Caseload.Wanted;
import nz.flagships.eventstore.command.AggregateResource;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Joint cases over REST; what is particular to them is the list, which shows an agency its own. */
@Path("/v1/cases")
@Tag(name = "Cases")
public class CaseResource extends AggregateResource {
    private static final int MOST = 1_000;

    private final Callers callers;
    private final Caseload caseload;

    CaseResource(Callers callers, Caseload caseload) {
        super("case");
        this.callers = callers;
        this.caseload = caseload;
    }

    @GET
    @RolesAllowed({"case-worker", "agency-system"})
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(
            operationId = "listCases",
            summary = "The cases your agency works on, newest first",
            description = "Send the Consistency-Token of a write to see what it did.")
    @Answering(Caseload.Page.class)
    public Response list(
            @Parameter(
                            description = "ACTIVE or CLOSED; both if left out",
                            schema = @Schema(enumeration = {"ACTIVE", "CLOSED"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Parameter(description = "next of the page before", schema = @Schema(format = "uuid"))
                    @QueryParam("after")
                    @Nullable
                    String after,
            @Parameter(description = "Rows of one answer", schema = @Schema(minimum = "1", maximum = "1000"))
                    @QueryParam("limit")
                    @DefaultValue("100")
                    int limit) {
        String agency = callers.required().agency();
        if (limit < 1 || limit > MOST) {
            throw RequestRule.MALFORMED_REQUEST.exception("limit is from 1 to " + MOST + ".");
        }
        return Response.ok(caseload.of(agency, wanted(status), page(after), limit))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private static @Nullable Wanted wanted(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return Arrays.stream(Wanted.values())
                .filter(w -> w.name().equals(status))
                .findFirst()
                .orElseThrow(() -> RequestRule.MALFORMED_REQUEST.exception("status is ACTIVE or CLOSED."));
    }

    private static @Nullable UUID page(@Nullable String after) {
        try {
            return after == null ? null : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw RequestRule.MALFORMED_REQUEST.exception("after is what next said on the page before.");
        }
    }
}
