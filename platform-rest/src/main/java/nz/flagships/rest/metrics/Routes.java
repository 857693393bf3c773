package nz.flagships.rest.metrics;

import java.util.Set;

/** Keeps what callers made up out of the labels of requests. */
final class Routes {
    static final String OTHER = "OTHER";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private Routes() {}

    static String method(String method) {
        return METHODS.contains(method) ? method : OTHER;
    }

    /**
     * The route of a request. Where a request was refused before its route was found, what stands there is the path as it
     * was sent: of that only the collection is kept.
     */
    static String route(String method, String uri, String status) {
        if (method.equals("OPTIONS") || status.equals("413") || !METHODS.contains(method)) {
            return OTHER;
        }
        if (!status.startsWith("4") || !uri.startsWith("/")) {
            return uri;
        }
        StringBuilder kept = new StringBuilder();
        boolean template = false;
        int depth = 0;
        for (String segment : uri.substring(1).split("/", -1)) {
            depth++;
            boolean named = segment.startsWith("{");
            if (depth > 2 && !named && !template) {
                return kept.append("/*").toString();
            }
            kept.append('/').append(segment);
            template = named;
        }
        return kept.toString();
    }
}
