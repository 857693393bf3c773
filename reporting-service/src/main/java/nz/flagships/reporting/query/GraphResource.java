package nz.flagships.reporting.query;

import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.Map;

/** Nodes and links over HTTP, answered as lists are: of one moment, with what it is as of, and an entity tag. */
public abstract class GraphResource {
    @Inject
    Answers answers;

    private final String title;
    private final Map<String, String> parameters;

    /**
     * @param title one sentence
     * @param parameters what may be asked, with descriptions; each at most once
     */
    protected GraphResource(String title, Map<String, String> parameters) {
        this.title = title;
        this.parameters = Map.copyOf(parameters);
    }

    String title() {
        return title;
    }

    Map<String, String> parameters() {
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
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    public Response graph(@Context UriInfo uri, @Context HttpHeaders headers) {
        return answers.answer(this, uri, headers);
    }
}
