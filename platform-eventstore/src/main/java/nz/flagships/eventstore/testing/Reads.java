package nz.flagships.eventstore.testing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.ReadersInRegistry;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.inbox.InboxResource;
import nz.flagships.eventstore.ingest.EventsResource;
import org.jspecify.annotations.Nullable;

/** Every route of a service that reads, and who may: from the annotations and the registrations that are asked when it is read. */
final class Reads {
    private Reads() {}

    /**
     * @param anybody without a token
     * @param roles by any of these, where not anybody may
     */
    record Row(String route, boolean anybody, Set<Role> roles) {}

    /**
     * The routes of a service, from the classes it is made of.
     *
     * @throws AssertionError naming a route of which nothing says who may read it
     */
    static List<Row> of(Aggregates aggregates, Class<?> test) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        for (Registered aggregate : aggregates.all()) {
            boolean anybody = aggregate.aggregate().isPublicToRead();
            String route = "/v1/" + aggregate.aggregate().collection() + "/{id}";
            rows.put(route, new Row(route, anybody, aggregate.aggregate().readers()));
            rows.put(
                    route + "/history",
                    new Row(route + "/history", anybody, aggregate.aggregate().readersOfHistory()));
        }
        for (Class<?> resource : resources(test.getClassLoader())) {
            for (Method method : resource.getDeclaredMethods()) {
                Path below = method.getAnnotation(Path.class);
                Path path = resource.getAnnotation(Path.class);
                if (!method.isAnnotationPresent(GET.class) || path == null || method.isBridge()) {
                    continue;
                }
                String route = (path.value() + (below == null ? "" : "/" + below.value()))
                        .replaceAll("\\{(\\w+):[^{}]*(\\{[^{}]*}[^{}]*)*}", "{$1}")
                        .replace("//", "/");
                rows.put(route, row(route, method, aggregates));
            }
        }
        return rows.values().stream().sorted(Comparator.comparing(Row::route)).toList();
    }

    private static Row row(String route, Method method, Aggregates aggregates) {
        if (method.isAnnotationPresent(ReadersInRegistry.class)) {
            if (method.getDeclaringClass() == EventsResource.class) {
                return new Row(route, false, aggregates.readersOfFacts());
            }
            if (method.getDeclaringClass() == InboxResource.class) {
                return new Row(route, false, aggregates.readersOfInbox());
            }
            throw new AssertionError(method + ": the registry does not say who reads this");
        }
        RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
        if (allowed == null && !method.isAnnotationPresent(PermitAll.class)) {
            allowed = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
            if (allowed == null) {
                throw new AssertionError("Nothing says who may read " + route + ": annotate " + method);
            }
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String role : allowed == null ? new String[0] : allowed.value()) {
            roles.add(Role.of(role).orElseThrow(() -> new AssertionError(route + " names no role of ours: " + role)));
        }
        return new Row(route, allowed == null, roles);
    }

    /** Classes of ours on the class path with a path of their own, but for the collections of aggregates. */
    private static List<Class<?>> resources(ClassLoader loader) throws IOException {
        List<Class<?>> resources = new ArrayList<>();
        Enumeration<URL> places = loader.getResources("nz/flagships");
        while (places.hasMoreElements()) {
            URL place = places.nextElement();
            if (place.getPath().contains("test-classes")) {
                continue;
            }
            try (FileSystem jar = place.getProtocol().equals("jar") ? jar(place) : null) {
                java.nio.file.Path root =
                        jar == null ? java.nio.file.Path.of(place.toURI()) : jar.getPath("/nz/flagships");
                for (String name : names(root)) {
                    Class<?> found = Class.forName("nz.flagships." + name, false, loader);
                    if (found.isAnnotationPresent(Path.class)) {
                        resources.add(found);
                    }
                }
            } catch (URISyntaxException | ClassNotFoundException e) {
                throw new IllegalStateException("What is on the class path can be read", e);
            }
        }
        return resources;
    }

    private static List<String> names(java.nio.file.Path root) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("Resource.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .toList();
        }
    }

    private static @Nullable FileSystem jar(URL place) throws IOException {
        String file =
                place.getPath().substring("file:".length(), place.getPath().indexOf('!'));
        return FileSystems.newFileSystem(java.nio.file.Path.of(file));
    }
}
