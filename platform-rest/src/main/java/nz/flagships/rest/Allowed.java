package nz.flagships.rest;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods an address takes: what {@code Allow} says beside 405, which the framework leaves out. */
final class Allowed {
    private record Route(String method, Pattern path) {}

    /** Made when the first request needs it, from the resources as they stand. */
    private static final class Routes {
        static final List<Route> ALL =
                all(Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                        .map(Bean::getBeanClass)
                        .distinct()
                        .toList());
    }

    private Allowed() {}

    /** The methods of an address, with commas between them. */
    static String at(String path) {
        return at(Routes.ALL, path);
    }

    private static String at(List<Route> routes, String path) {
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (route.path().matcher(path.startsWith("/") ? path : "/" + path).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    /** The methods of an address of these resources. */
    static String of(List<Class<?>> resources, String path) {
        return at(all(resources), path);
    }

    private static List<Route> all(List<? extends Class<?>> resources) {
        List<Route> routes = new ArrayList<>();
        for (Class<?> resource : resources) {
            Path base = resource.getAnnotation(Path.class);
            if (base == null) {
                continue;
            }
            for (Method method : resource.getMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (http != null) {
                        Path own = method.getAnnotation(Path.class);
                        routes.add(new Route(
                                http.value(), pattern(base.value() + (own == null ? "" : "/" + own.value()))));
                    }
                }
            }
        }
        return routes;
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(
                ("/" + template).replaceAll("/+", "/").replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "[^/]+") + "/?");
    }
}
