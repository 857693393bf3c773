package nz.flagships.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.common.core.ResteasyReactiveCallbackContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/** Says of each request when it is begun to be worked on, and when that has ended: until then it holds its place. */
@Provider
@Priority(0)
class WorkFilter implements ResteasyReactiveContainerRequestFilter {
    private final Admission admission;

    WorkFilter(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        if (request.getServerRequestContext() instanceof ResteasyReactiveCallbackContext context) {
            admission.works(ended -> context.registerCompletionCallback(failure -> ended.run()));
        }
    }
}
