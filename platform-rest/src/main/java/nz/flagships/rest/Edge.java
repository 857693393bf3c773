package nz.flagships.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nz.flagships.events.Problem;
import nz.flagships.rest.metrics.Refusals;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems for what the HTTP server answers before any resource has a say: a body too large, a path of nobody. */
@ApplicationScoped
public class Edge {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    // Before the server's own limit, which answers without a body.
    private static final int EARLY = 1_000;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String PARAMETERS =
            "(?:[ \\t]*+;[ \\t]*+(?:" + TOKEN + "=(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\"))?)*+[ \\t]*+";
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[ \\t]*+" + TOKEN + "/" + TOKEN + PARAMETERS, Pattern.DOTALL);
    /** Known to be media types: what most requests say needs no look at its letters. */
    private static final Set<String> USUAL =
            Set.of("application/json", "application/cloudevents+json", "application/x-ndjson", "*/*");

    /** One star alone is what old clients of Java send. */
    private static final String RANGE = "[ \\t]*+(?:" + TOKEN + "/" + TOKEN + "|\\*)" + PARAMETERS;

    private static final Pattern MEDIA_RANGES =
            Pattern.compile("(?:" + RANGE + ")?+(?:,(?:" + RANGE + "|[ \\t]*+))*+", Pattern.DOTALL);
    private static final Pattern NO_WEIGHT = Pattern.compile(
            ";[ \\t]*q=(?!(?:0(?:\\.[0-9]*)?|1(?:\\.0*)?|\\.[0-9]+)[ \\t]*(?:[;,]|$))", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEARER = Pattern.compile("(?i:bearer)(?![^\\s])");

    private static final String SCHEME = "Bearer ";
    /** What no issuer has signed: refused where a token is needed, and as good as none where it is not. */
    private static final String NOBODYS = "Bearer none";

    /** The longest address that is taken; where a page went on is not counted, so that what {@code next} gives is taken back. */
    static final int LONGEST_ADDRESS = 16 * 1024;

    /** The largest that the lines of all headers may be together. */
    static final int LARGEST_HEADERS = 32 * 1024;

    private static final Pattern PLACE = Pattern.compile("[?&]after=[^&]{0,8000}");

    private static final Problem FRAMED_TWICE = RequestRule.MALFORMED_REQUEST.problem(
            "Send the body with a Content-Length, or in chunks with HTTP/1.1 and without one.");

    private static final Problem NO_HOST =
            RequestRule.MALFORMED_REQUEST.problem("The header Host names no host, as RFC 9112 §3.2 wants it.");

    private static final Problem UNREADABLE =
            RequestRule.MALFORMED_REQUEST.problem("The address has a % that encodes nothing, or what is not UTF-8.");

    private static final String VARIES = varies(List.of());

    private record Second(long second, String date) {}

    private static volatile Second lastSecond = new Second(Long.MIN_VALUE, "");

    private final long limit;

    Edge(@ConfigProperty(name = "quarkus.http.limits.max-body-size") Optional<MemorySize> limit) {
        this.limit = limit.map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void bodies(@Observes Filters filters) {
        filters.register(Edge::everyAnswer, EARLY + 1);
        filters.register(this::refuseTooLarge, EARLY);
        filters.register(Edge::refuseUnreadable, EARLY - 1);
    }

    void nobodysPaths(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(rc -> end(rc, RequestRule.NOT_FOUND));
        // What the router itself cannot read comes to none of the filters, and would be logged line for line.
        router.route().order(Integer.MIN_VALUE).failureHandler(rc -> {
            if (rc.failure() instanceof VertxException && rc.request().authority() == null) {
                headers(rc);
                end(rc, NO_HOST);
            } else {
                rc.next();
            }
        });
        router.errorHandler(400, rc -> {
            headers(rc);
            end(rc, UNREADABLE);
        });
    }

    /** What every answer says, whoever makes it: when it was made, and what of the request it depends on. */
    private static void everyAnswer(RoutingContext rc) {
        rc.addHeadersEndHandler(ignored -> headers(rc));
        rc.next();
    }

    private static void headers(RoutingContext rc) {
        MultiMap headers = rc.response().headers();
        if (!headers.contains("Date")) {
            headers.set("Date", date());
        }
        List<String> said = headers.getAll("Vary");
        headers.set("Vary", said.isEmpty() ? VARIES : varies(said));
    }

    /** Now, as HTTP has it: to the second, so that it is written once a second and not once an answer. */
    private static String date() {
        long second = Instant.now().getEpochSecond();
        Second last = lastSecond;
        if (last.second != second) {
            last = new Second(second, DATE.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
            lastSecond = last;
        }
        return last.date;
    }

    /** Answers are compressed where that is accepted, and name the origin that asks: a cache keeps them apart by both. */
    static String varies(List<String> said) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : said) {
            for (String name : header.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        names.add("Accept-Encoding");
        names.add("Origin");
        return names.contains("*") ? "*" : String.join(", ", names);
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

    /** An address that is no text, and headers that a library would stumble over. */
    private static void refuseUnreadable(RoutingContext rc) {
        String address = rc.request().uri();
        if (address.length() > LONGEST_ADDRESS
                && PLACE.matcher(address).replaceFirst("").length() > LONGEST_ADDRESS) {
            end(rc, RequestRule.ADDRESS_TOO_LONG.problem("At most " + LONGEST_ADDRESS + " characters."));
            return;
        }
        if (size(rc.request().headers()) > LARGEST_HEADERS) {
            end(rc, RequestRule.HEADERS_TOO_LARGE.problem("At most " + LARGEST_HEADERS + " bytes."));
            return;
        }
        if (isFramedTwice(rc.request())) {
            rc.response().putHeader("Connection", "close");
            end(rc, FRAMED_TWICE);
            return;
        }
        if (!Address.isText(address)) {
            end(rc, UNREADABLE);
            return;
        }
        if (!Address.isAddress(address)) {
            end(rc, RequestRule.MALFORMED_REQUEST.problem("The address has characters that are to be encoded by %."));
            return;
        }
        spellOneWay(rc.request().headers());
        String accept = rc.request().getHeader("Accept");
        if (accept != null && accept.isBlank()) {
            // Who says nothing takes everything.
            rc.request().headers().remove("Accept");
        } else if (accept != null && !USUAL.contains(accept) && !isMediaRanges(accept)) {
            end(rc, RequestRule.MALFORMED_REQUEST.problem("The header Accept is no list of media types."));
            return;
        }
        String type = rc.request().getHeader("Content-Type");
        if (type != null && !USUAL.contains(type) && !MEDIA_TYPE.matcher(type).matches()) {
            end(rc, RequestRule.UNSUPPORTED_MEDIA_TYPE.problem("The header Content-Type is no media type."));
            return;
        }
        String encoding = rc.request().getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            rc.response().putHeader("Accept-Encoding", "identity");
            end(
                    rc,
                    RequestRule.UNSUPPORTED_MEDIA_TYPE.problem(
                            "The body is encoded: send it without Content-Encoding."));
            return;
        }
        rc.next();
    }

    /**
     * RFC 9112 §6.1: chunks are not for HTTP/1.0, and not beside a length. Whoever takes the one and whoever takes the other
     * see two bodies, and one of them is counted by nobody.
     */
    private static boolean isFramedTwice(HttpServerRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                && (request.version() == HttpVersion.HTTP_1_0 || request.getHeader("Content-Length") != null);
    }

    /** A token is known by its one spelling, and what cannot be one comes to no library. */
    private static void spellOneWay(MultiMap headers) {
        List<String> said = headers.getAll("Authorization");
        if (said.isEmpty() || said.size() == 1 && isSigned(said.getFirst())) {
            return;
        }
        if (!BEARER.matcher(said.getFirst()).lookingAt()) {
            return;
        }
        String spelled = SCHEME + said.getFirst().substring(SCHEME.length() - 1).replaceFirst("^ +", "");
        headers.set("Authorization", said.size() == 1 && isSigned(spelled) ? spelled : NOBODYS);
    }

    /**
     * Whether it is a token in its one spelling. RFC 7515 §3.1: three parts in base64url; libraries take more for one, or
     * stumble over it. A loop, since every request passes here.
     */
    static boolean isSigned(String authorization) {
        if (!authorization.startsWith(SCHEME)) {
            return false;
        }
        int dots = 0;
        int part = 0;
        for (int i = SCHEME.length(); i < authorization.length(); i++) {
            char c = authorization.charAt(i);
            if (c == '.' && part > 0) {
                dots++;
                part = 0;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
                part++;
            } else {
                return false;
            }
        }
        return dots == 2 && part > 0;
    }

    /** As lines: with the colon, the space and the end of each. */
    private static int size(MultiMap headers) {
        int size = 0;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length() + 4;
        }
        return size;
    }

    static boolean isMediaRanges(String accept) {
        return MEDIA_RANGES.matcher(accept).matches()
                && !NO_WEIGHT.matcher(accept).find();
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    static void end(RoutingContext rc, RequestRule rule) {
        end(rc, rule.problem());
    }

    static void end(RoutingContext rc, Problem problem) {
        HttpServerResponse response = rc.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Refusals.count(problem);
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store");
        if (!response.headers().contains("Retry-After") && (problem.status() == 503 || problem.status() == 429)) {
            response.putHeader("Retry-After", "1");
        }
        if (problem.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(Buffer.buffer(Problems.bytes(problem)));
    }
}
