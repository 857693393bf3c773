package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Json;

/** The routes that a running service's own document names, for tests that ask every one of them. */
public final class EveryRoute {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Every header of a request that any of the services reads. */
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Authorization",
            "Content-Type",
            "Consistency-Token",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "traceparent",
            "ce-specversion",
            "ce-id",
            "ce-source",
            "ce-type",
            "ce-subject",
            "ce-time",
            "ce-datacontenttype",
            "ce-dataschema",
            "ce-externalref",
            "ce-correlationid",
            "ce-causationid",
            "ce-traceparent");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final List<Route> routes;

    /**
     * A route, and what its document says of it.
     *
     * @param mediaType what it takes a body as
     * @param takesToken whether it says that a token may be sent
     * @param needsToken whether it says that one must be
     */
    private record Route(String method, String path, String mediaType, boolean takesToken, boolean needsToken) {
        boolean writes() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private EveryRoute(String url) {
        this.url = url;
        List<Route> all = new ArrayList<>();
        read("/openapi?format=json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        all.add(route(path.getKey(), operation.getKey(), operation.getValue()));
                    }
                }));
        routes = List.copyOf(all);
    }

    private static Route route(String path, String method, JsonNode operation) {
        Iterator<String> mediaTypes = operation.at("/requestBody/content").fieldNames();
        List<JsonNode> security = operation.path("security").valueStream().toList();
        return new Route(
                method.toUpperCase(Locale.ROOT),
                path,
                mediaTypes.hasNext() ? mediaTypes.next() : "application/json",
                security.stream().anyMatch(one -> !one.isEmpty()),
                security.stream().noneMatch(JsonNode::isEmpty));
    }

    /** Of the service that answers there. */
    public static EveryRoute of(String url) {
        return new EveryRoute(url);
    }

    /** How many of them write: a test that asks none proves nothing. */
    public int writing() {
        return (int) routes.stream().filter(Route::writes).count();
    }

    /** How many there are. */
    public int size() {
        return routes.size();
    }

    /** Those that write and do not answer 415 to a body that is encoded, or do to one that says it is not. */
    public Set<String> thatTakeAnEncodedBody(String token) {
        Set<String> wrong = new TreeSet<>();
        for (Route route : routes) {
            if (route.writes()) {
                for (String encoding : List.of("gzip", "br", "identity, gzip", "nonsense", "identity")) {
                    int status = status(
                            route,
                            Map.of(
                                    "Authorization",
                                    "Bearer " + token,
                                    "Content-Type",
                                    route.mediaType,
                                    "Content-Encoding",
                                    encoding));
                    if (encoding.equals("identity") == (status == 415)) {
                        wrong.add(route + " of " + encoding + " answered " + status);
                    }
                }
            }
        }
        return wrong;
    }

    /** Those that a page of another origin may not call with every header that is read. */
    public Set<String> thatABrowserDoesNotSendTo() {
        Set<String> wrong = new TreeSet<>();
        for (Route route : routes) {
            HttpResponse<InputStream> answer = send(request(route)
                    .header("Origin", "https://another.example")
                    .header("Access-Control-Request-Method", route.method)
                    .header("Access-Control-Request-Headers", String.join(",", HEADERS))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            Set<String> allowed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            answer.headers()
                    .allValues("Access-Control-Allow-Headers")
                    .forEach(names -> allowed.addAll(List.of(names.strip().split("\\s*,\\s*"))));
            Set<String> missing = new TreeSet<>(HEADERS);
            missing.removeAll(allowed);
            if (!missing.isEmpty()
                    || !answer.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElse("")
                            .contains(route.method)) {
                wrong.add(route + " does not take " + missing);
            }
        }
        return wrong;
    }

    /** Those that answer without a token where the document says they need one, or the other way round; and those that forbid one. */
    public Set<String> thatSayOtherwiseOfTokens() {
        Set<String> wrong = new TreeSet<>();
        for (Route route : routes) {
            int status = status(route, route.writes() ? Map.of("Content-Type", route.mediaType) : Map.of());
            if (route.needsToken != (status == 401)) {
                wrong.add(route + (route.needsToken ? " is to need" : " is not to need") + " a token and answered "
                        + status + " without one");
            }
            if (!route.takesToken) {
                wrong.add(route + " says that no token is sent");
            }
        }
        return wrong;
    }

    private int status(Route route, Map<String, String> headers) {
        HttpRequest.Builder request = request(route);
        headers.forEach(request::header);
        return send(request.method(
                        route.method,
                        route.writes()
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    private HttpRequest.Builder request(Route route) {
        String path = route.path.replace("{source}", "initiative").replaceAll("\\{[^}]*}", "1");
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            // A stream that never ends is left after its headers.
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer;
        } catch (IOException e) {
            throw new LocalException("No answer of " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }

    private JsonNode read(String address) {
        try (InputStream in = client.send(
                        HttpRequest.newBuilder(URI.create(url + address))
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new LocalException(url + address + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalException("Interrupted", e);
        }
    }
}
