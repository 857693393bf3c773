package nz.flagships.eventstore.catalogue;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.api.Answering;
import nz.flagships.rest.api.EventTypes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The catalogue of this service, as it is committed; a test of every service keeps it in step with its records. */
@Path("/v1/event-types")
@Produces(MediaType.APPLICATION_JSON)
public class EventTypesResource {
    private final byte @Nullable [] catalogue;
    private final String etag;

    EventTypesResource(Aggregates aggregates) {
        this.catalogue = read("/catalogue/" + aggregates.service() + ".json");
        this.etag = "\"" + HexFormat.of().toHexDigits(catalogue == null ? 0 : Arrays.hashCode(catalogue)) + "\"";
    }

    /** Every type that can be posted here or is published by it, with schemas and examples. */
    @GET
    @PermitAll
    @Operation(
            operationId = "listEventTypes",
            summary = "Event types, with schemas and examples that can be posted as they stand")
    @Answering(EventTypes.class)
    public Response all(@HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        if (catalogue == null) {
            throw RequestRule.NOT_FOUND.exception("This service has no catalogue.");
        }
        Response.ResponseBuilder answer = etag.equals(ifNoneMatch) ? Response.notModified() : Response.ok(catalogue);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream in = EventTypesResource.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
