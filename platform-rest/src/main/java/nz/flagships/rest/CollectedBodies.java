package nz.flagships.rest;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/** Hands the body that {@link Admission} has collected to the resource, so that nobody else reads from the connection. */
@Provider
public class CollectedBodies implements ResteasyReactiveContainerRequestFilter {
    private final CurrentVertxRequest current;

    CollectedBodies(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        RoutingContext rc = current.getCurrent();
        byte[] body = rc == null ? null : rc.remove(Admission.BODY);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body));
        }
    }
}
