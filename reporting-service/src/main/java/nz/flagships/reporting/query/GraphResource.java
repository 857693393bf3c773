package nz.flagships.reporting.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Nodes and links over HTTP, answered as lists are: of one moment, with what it is as of, and an entity tag. */
public abstract class GraphResource {
    @Inject
    Answers answers;

    private final String title;
    private final Class<?> node;
    private final Class<?> link;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /**
     * @param title one sentence
     * @param node the record of its nodes
     * @param link the record of its links
     * @param parameters what may be asked; each takes one value
     */
    protected GraphResource(String title, Class<?> node, Class<?> link, Parameter... parameters) {
        this.title = title;
        this.node = node;
        this.link = link;
        for (Parameter parameter : parameters) {
            this.parameters.put(parameter.name(), parameter);
        }
    }

    String title() {
        return title;
    }

    Class<?> node() {
        return node;
    }

    Class<?> link() {
        return link;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    /**
     * Finds nodes and links.
     *
     * @param connection in a transaction that sees one moment
     * @param asked the parameters that were given
     */
    protected abstract Graph<?, ?> find(Connection connection, Map<String, String> asked) throws SQLException;

    /** Answers the query. */
    @GET
    @PermitAll
    @Operation(hidden = true)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response graph(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.answer(this, uri, headers);
    }
}
