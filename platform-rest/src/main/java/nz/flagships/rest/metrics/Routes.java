package nz.flagships.rest.metrics;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what callers made up out of the labels of requests, before they become labels: the registry remembers each set of
 * labels that it was ever asked for, also those that a filter maps to one.
 *
 * <p>A request that reached a resource has that resource's template. Where none was reached, the path is kept if it was
 * once answered: it is one of ours then.
 */
@ApplicationScoped
class Routes {
    static final String OTHER = "OTHER";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** Where the metrics of the HTTP server look for the route of a request. */
    private static final String TEMPLATE = "UrlPathTemplate";
    /** Many more than there are routes and files of the dashboard. */
    private static final int MOST = 2_000;

    private static final int FIRST_OF_ALL = Integer.MAX_VALUE;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    void watch(@Observes Filters filters) {
        filters.register(this::watch, FIRST_OF_ALL);
    }

    private void watch(RoutingContext rc) {
        rc.addHeadersEndHandler(headers -> {
            if (rc.request() instanceof HttpServerRequestInternal request) {
                Context context = request.context();
                int status = rc.response().getStatusCode();
                if (context.getLocal(TEMPLATE) == null && !isKept(request, status)) {
                    context.putLocal(TEMPLATE, OTHER);
                }
            }
        });
        rc.next();
    }

    private boolean isKept(HttpServerRequest request, int status) {
        return isKept(request.method().name(), request.path(), status);
    }

    /** Whether a path that led to no template may be a label. */
    boolean isKept(String method, String path, int status) {
        if (!isMethod(method) || method.equals("OPTIONS")) {
            return false;
        }
        if (status >= 200 && status < 300 && answered.size() < MOST) {
            answered.add(path);
        }
        return answered.contains(path);
    }

    /** Whether HTTP has this method, so far as we answer to it. */
    static boolean isMethod(String method) {
        return METHODS.contains(method);
    }

    /** A route as it is shown: with a stroke before it only where it is an address. */
    static String shown(String uri) {
        return uri.equals("/" + OTHER) ? OTHER : uri;
    }
}
