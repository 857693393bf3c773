package nz.flagships.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import nz.flagships.events.Problem;
import nz.flagships.rest.metrics.Refusals;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems for what the HTTP server answers before any resource has a say: a body too large, a path of nobody. */
@ApplicationScoped
public class Edge {
    // Before the server's own limit, which answers without a body.
    private static final int EARLY = 1_000;

    private final long limit;

    Edge(@ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> limit) {
        this.limit = limit.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void bodies(@Observes Filters filters) {
        filters.register(this::refuseTooLarge, EARLY);
    }

    void nobodysPaths(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(rc -> end(rc, RequestRule.NOT_FOUND));
    }

    private void refuseTooLarge(RoutingContext rc) {
        String length = rc.request().getHeader("Content-Length");
        if (length != null && isOver(length)) {
            rc.response().putHeader("Connection", "close");
            end(rc, RequestRule.TOO_LARGE);
        } else {
            rc.next();
        }
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    static void end(RoutingContext rc, RequestRule rule) {
        if (!rc.response().ended()) {
            Refusals.count(rule.problem());
            rc.response()
                    .setStatusCode(rule.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(Problems.bytes(rule.problem())));
        }
    }
}
