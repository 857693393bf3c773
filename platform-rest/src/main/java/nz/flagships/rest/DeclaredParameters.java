package nz.flagships.rest;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Refuses parameters that a route does not declare, and those without a value or given twice: {@code ?dry_run=true} would
 * else store what was only to be tried out. A route that takes the address as it is looks by itself.
 */
@Provider
public class DeclaredParameters implements ResteasyReactiveContainerRequestFilter {
    private final ConcurrentMap<RuntimeResource, Set<String>> declared = new ConcurrentHashMap<>();

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        String query = context.serverRequest().query();
        RuntimeResource route = context.getTarget();
        if (query == null || query.isEmpty() || route == null || looksByItself(route)) {
            return;
        }
        Response problem = refusal(query, declared.computeIfAbsent(route, DeclaredParameters::of));
        if (problem != null) {
            request.abortWith(problem);
        }
    }

    private static @Nullable Response refusal(String query, Set<String> known) {
        try {
            for (String name : Address.parameters(query).keySet()) {
                if (!known.contains(name)) {
                    return Problems.response(RequestRule.BAD_PARAMETER.problem(Address.said(name)
                            + " is not known here."
                            + (known.isEmpty() ? " There are none." : " Known: " + String.join(", ", known) + ".")));
                }
            }
            return null;
        } catch (ProblemException e) {
            return Problems.response(e.problem());
        }
    }

    private static boolean looksByItself(RuntimeResource route) {
        return Arrays.asList(route.getLazyMethod().getParameterTypes()).contains(UriInfo.class);
    }

    private static Set<String> of(RuntimeResource route) {
        ResteasyReactiveResourceInfo method = route.getLazyMethod();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < method.getParameterTypes().length; i++) {
            for (Annotation annotation : method.getParameterAnnotations(i)) {
                if (annotation instanceof QueryParam query) {
                    names.add(query.value());
                }
            }
        }
        return names;
    }
}
