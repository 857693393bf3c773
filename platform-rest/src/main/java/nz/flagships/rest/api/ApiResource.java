package nz.flagships.rest.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** {@code GET /openapi}: what this service is, for machines; JSON, or YAML for who asks for it. */
@Path("/openapi")
@Singleton
public class ApiResource {
    private static final String YAML = "application/yaml";

    private record Written(String json, String yaml, String etag) {}

    private final Instance<ApiPart> parts;
    private final String service;
    private final String version;
    private volatile @Nullable Written written;

    ApiResource(
            @Any Instance<ApiPart> parts,
            @ConfigProperty(name = "quarkus.application.name", defaultValue = "service") String service,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
        this.parts = parts;
        this.service = service;
        this.version = version;
    }

    /** The document. */
    public ObjectNode document() {
        ApiDocument document = new ApiDocument(service, version);
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> AnnotatedRoutes.describe(document, type));
        parts.forEach(part -> part.describe(document));
        return document.json();
    }

    @GET
    @PermitAll
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response openapi(
            @QueryParam("format") @Nullable String format,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known,
            @Context HttpHeaders headers) {
        boolean yaml = format == null ? prefersYaml(headers) : isYaml(format);
        Written now = written();
        String etag = now.etag() + (yaml ? "-y\"" : "-j\"");
        Response.ResponseBuilder answer = etag.equals(known)
                ? Response.notModified()
                : Response.ok(yaml ? now.yaml() : now.json(), yaml ? YAML : MediaType.APPLICATION_JSON);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    private Written written() {
        Written now = written;
        if (now == null) {
            ObjectNode document = document();
            String json = ApiDocuments.json(document);
            now = new Written(json, ApiDocuments.yaml(document), "W/\"" + Integer.toHexString(json.hashCode()));
            written = now;
        }
        return now;
    }

    private static boolean isYaml(String format) {
        return switch (format.toLowerCase(java.util.Locale.ROOT)) {
            case "json" -> false;
            case "yaml" -> true;
            default -> throw RequestRule.MALFORMED_REQUEST.exception("format is json or yaml.");
        };
    }

    private static boolean prefersYaml(HttpHeaders headers) {
        List<MediaType> accepted = headers.getAcceptableMediaTypes();
        return !accepted.isEmpty() && accepted.getFirst().getSubtype().contains("yaml");
    }
}
