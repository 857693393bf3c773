package nz.flagships.reporting.codelist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import nz.flagships.events.Json;
import nz.flagships.rest.api.Answering;
import nz.flagships.rest.api.EventTypes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/event-types}: every type of event of both write services, initiative-service's first. */
@Path("/v1/event-types")
@Singleton
public class EventTypesResource {
    private static final List<String> CATALOGUES = List.of("/catalogue/initiative.json", "/catalogue/case.json");

    private final byte[] body;
    private final EntityTag tag;

    EventTypesResource() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        ArrayNode types = all.putArray("eventTypes");
        try {
            for (String catalogue : CATALOGUES) {
                try (@Nullable InputStream in = EventTypesResource.class.getResourceAsStream(catalogue)) {
                    // Generated from the services' own registries into the published language.
                    if (in != null) {
                        JsonNode read = Json.MAPPER.readTree(in);
                        (read.isArray() ? read : read.path("eventTypes")).forEach(types::add);
                    }
                }
            }
            body = Json.MAPPER.writeValueAsBytes(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 crc = new CRC32();
        crc.update(body);
        tag = new EntityTag(Long.toHexString(crc.getValue()) + "-" + body.length);
    }

    /** Both catalogues as one. */
    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listEventTypes",
            summary = "Every type of event of both write services",
            description =
                    "With schema and example of what is posted, who may post it, and the form in which it is published.")
    @Answering(EventTypes.class)
    public Response eventTypes(@Context Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(body) : unchanged)
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
