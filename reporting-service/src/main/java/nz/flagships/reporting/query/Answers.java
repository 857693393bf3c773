package nz.flagships.reporting.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.events.Sha256;
import nz.flagships.projections.Cursor;
import nz.flagships.projections.Cursors;
import nz.flagships.projections.PublicSources;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers every list the same way: rows and cursors of one moment, the page, what it is as of, and an entity tag. The tag
 * follows from the question and the cursors alone, so that "nothing new" costs one small read.
 */
@ApplicationScoped
public class Answers {
    /** The media type of CSV. */
    public static final String CSV = "text/csv";

    private static final MediaType CSV_TYPE = MediaType.valueOf(CSV);

    /** A thousand is 1000 and not 1E+3, which some readers take for another type. */
    private static final ObjectWriter PLAIN = Json.MAPPER.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    @Inject
    Callers callers;

    private final ReadModels readModels;
    private final Cursors cursors;
    private final Clock clock;
    private final Downloads downloads;
    private final String version;

    Answers(
            ReadModels readModels,
            Cursors cursors,
            Clock clock,
            Downloads downloads,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "0") String version) {
        this.readModels = readModels;
        this.cursors = cursors;
        this.clock = clock;
        this.downloads = downloads;
        this.version = version;
    }

    <R> Response answer(ListResource<R> list, UriInfo uri, HttpHeaders headers) {
        Query query = Query.of(
                list.listing(),
                uri.getQueryParameters(),
                // Whoever names the format has said what it is to be.
                !uri.getQueryParameters().containsKey("format") && prefersCsv(headers.getAcceptableMediaTypes()));
        return readModels.read(connection -> {
            List<Cursor> at = toBeKnown(cursors.read(connection));
            query.check(connection);
            String tag = tag(uri, query.csv(), at, list.dependsOn(connection));
            Response.ResponseBuilder answer = isKnown(headers, tag)
                    ? Response.notModified()
                    : query.csv() ? csv(list, query, connection, uri) : json(list, query, connection, at);
            return answer.header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        });
    }

    Response answer(GraphResource graph, UriInfo uri, HttpHeaders headers) {
        return readModels.read(connection -> {
            Map<String, String> asked = Query.ofGraph(graph.parameters(), uri.getQueryParameters(), connection);
            List<Cursor> at = toBeKnown(cursors.read(connection));
            String tag = tag(uri, false, at, "");
            Response.ResponseBuilder answer =
                    isKnown(headers, tag) ? Response.notModified() : json(graph.find(connection, asked), at);
            return answer.header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .build();
        });
    }

    private Response.ResponseBuilder json(Graph<?, ?> graph, List<Cursor> at) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        JsonNode nodes = body.set("nodes", Json.tree(graph.nodes())).path("nodes");
        JsonNode links = body.set("links", Json.tree(graph.links())).path("links");
        body.set("totals", Json.tree(graph.totals()));
        Map<String, Object> asOf = asOf(at);
        asOf.put("synthetic", Synthetic.is(nodes) || Synthetic.is(links));
        body.set("asOf", Json.tree(asOf));
        body.set("definitions", Json.tree(new TreeMap<>(graph.definitions())));
        body.set(
                "words",
                Json.tree(
                        graph.nodes().isEmpty()
                                ? Map.of()
                                : ClosedLists.of(graph.nodes().getFirst().getClass())));
        return Response.ok(bytes(body), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"));
    }

    private <R> Response.ResponseBuilder json(ListResource<R> list, Query query, Connection connection, List<Cursor> at)
            throws SQLException {
        Found<R> found = list.find(connection, query);
        Query.Page page = query.page(found.rows());
        Map<String, Object> asOf = asOf(at);
        asOf.put("synthetic", found.synthetic() || page.rows().stream().anyMatch(Synthetic::is));
        asOf.putAll(found.about());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("rows").addAll(page.rows());
        body.put("next", page.next());
        body.set("asOf", Json.tree(asOf));
        body.set("definitions", Json.tree(new TreeMap<>(found.definitions().apply(page.rows()))));
        body.set("words", Json.tree(list.listing().words()));
        return Response.ok(bytes(body), MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"));
    }

    private <R> Response.ResponseBuilder csv(ListResource<R> list, Query query, Connection connection, UriInfo uri)
            throws SQLException {
        Found<R> found = list.find(connection, query);
        Response.ResponseBuilder answer;
        if (query.isWhole()) {
            answer = Response.ok(downloads.make(list.listing(), found, query));
        } else {
            Query.Page page = query.page(found.rows());
            answer = Response.ok(downloads.make(list.listing(), found, page));
            if (page.next() != null) {
                // JSON has a member for it.
                answer.header(
                        HttpHeaders.LINK,
                        "<%s>; rel=\"next\"".formatted(next(uri.getRequestUri().getRawQuery(), page.next())));
            }
        }
        return answer.type(MediaType.valueOf(CSV).withCharset("UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(Downloads.name(uri.getPath(), query, clock.instant())));
    }

    /** Relative to what was asked: right behind every proxy, whatever it calls this service. */
    static String next(@Nullable String query, String after) {
        StringBuilder next = new StringBuilder("?");
        for (String parameter : (query == null ? "" : query).split("&")) {
            if (!parameter.isEmpty() && !parameter.startsWith("after=")) {
                next.append(parameter).append('&');
            }
        }
        return next.append("after=").append(after).toString();
    }

    /**
     * The cursors that an answer may tell of, and its entity tag be made from: a tag that changes with every event of a case
     * says as much as its position. Answers rest on cases only by the tables of closed months, which they name themselves.
     */
    private List<Cursor> toBeKnown(List<Cursor> all) {
        return callers.knownAs(Role.OPERATOR, Role.AUDITOR, Role.SERVICE) ? all : PublicSources.of(all);
    }

    /** What an answer is as of: when it was made, how far the reader had come, and what is on its way. */
    private Map<String, Object> asOf(List<Cursor> at) {
        Map<String, Object> asOf = new LinkedHashMap<>();
        asOf.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        asOf.put("positions", positions(at));
        asOf.put(
                "lagging",
                at.stream()
                        .mapToLong(cursor -> Math.max(
                                0, cursors.seen(cursor.source()).getOrDefault(cursor.shard(), 0L) - cursor.position()))
                        .sum());
        asOf.put(
                "latestRecorded",
                at.stream()
                        .map(Cursor::lastRecordedAt)
                        .filter(instant -> instant != null)
                        .max(Instant::compareTo)
                        .orElse(null));
        return asOf;
    }

    /** The cursors as a consistency token: whoever sends it back sees at least this. */
    public static String positions(List<Cursor> at) {
        return at.stream()
                .filter(cursor -> cursor.position() > 0)
                .map(cursor -> cursor.token().toString())
                .collect(Collectors.joining(","));
    }

    private String tag(UriInfo uri, boolean csv, List<Cursor> at, String dependsOn) {
        String state = String.join(
                "\n",
                version,
                uri.getRequestUri().getPath(),
                String.valueOf(uri.getRequestUri().getRawQuery()),
                csv ? "csv" : "json",
                // What was set aside is applied later, at a position that was passed.
                at.stream()
                        .map(c -> c.token() + "@" + c.epoch() + "+" + c.parkedChanges())
                        .collect(Collectors.joining(",")),
                dependsOn);
        // Weak: the moment of the answer is in the body.
        return "W/\""
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Sha256.of(state))
                        .substring(0, 22) + "\"";
    }

    private static boolean isKnown(HttpHeaders headers, String tag) {
        List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        if (known == null) {
            return false;
        }
        for (String header : known) {
            for (String one : header.split(",")) {
                if (one.strip().equals("*") || opaque(one.strip()).equals(opaque(tag))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        // A proxy that compresses may have marked it: nginx strips the quotes' inside of nothing, Apache adds -gzip.
        return tag.replaceFirst("\\AW/", "").replace("-gzip\"", "\"");
    }

    /** Which of the two is accepted, the better liked first; what has a quality of 0 is not accepted at all. */
    static boolean prefersCsv(List<MediaType> accepted) {
        boolean json = accepts(accepted, MediaType.APPLICATION_JSON_TYPE);
        boolean csv = accepts(accepted, CSV_TYPE);
        for (MediaType type : accepted) {
            if (json && type.isCompatible(MediaType.APPLICATION_JSON_TYPE) && !refuses(type)) {
                return false;
            }
            if (csv && type.isCompatible(CSV_TYPE) && !refuses(type)) {
                return true;
            }
        }
        if (accepted.isEmpty()) {
            return false;
        }
        throw RequestRule.NOT_ACCEPTABLE.exception();
    }

    /** As the narrowest says of those that mean a type. */
    private static boolean accepts(List<MediaType> accepted, MediaType type) {
        return accepted.stream()
                .filter(type::isCompatible)
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .filter(narrowest -> !refuses(narrowest))
                .isPresent();
    }

    private static boolean refuses(MediaType type) {
        return type.getParameters().getOrDefault("q", "").matches("0(\\.0*)?");
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return PLAIN.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
