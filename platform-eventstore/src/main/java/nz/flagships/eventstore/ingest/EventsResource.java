package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.eventstore.command.AggregateRoutes;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.Answers;
import nz.flagships.eventstore.command.BatchHandler;
import nz.flagships.eventstore.command.BatchHandler.Line;
import nz.flagships.eventstore.command.Bodies;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.command.Tally;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.rest.Caller;
import nz.flagships.rest.Callers;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.TraceContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts as CloudEvents. One event is answered 201, 200 or with a problem; a batch with a result for each, in order;
 * lines with a result a line.
 */
@Path("/v1/events")
public class EventsResource {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";
    private static final int LONGEST_EVENT = 256 * 1024;

    private final Callers callers;
    private final Postings postings;
    private final CommandHandler handler;
    private final BatchHandler batches;
    private final Answers answers;
    private final Whereabouts whereabouts;
    private final ExecutorService threads;

    EventsResource(
            Callers callers,
            Aggregates aggregates,
            Postings postings,
            CommandHandler handler,
            BatchHandler batches,
            Whereabouts whereabouts,
            @VirtualThreads ExecutorService threads) {
        this.callers = callers;
        this.postings = postings;
        this.handler = handler;
        this.batches = batches;
        this.answers = new Answers(aggregates);
        this.whereabouts = whereabouts;
        this.threads = threads;
    }

    /** Takes facts, in whichever of the four ways the Content-Type names. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> post(
            @Context HttpHeaders headers, @QueryParam("dryRun") @Nullable String dryRun, byte @Nullable [] body) {
        String trace = TraceContext.current(headers.getHeaderString("traceparent"));
        return callers.deferred()
                .chain(known -> {
                    Caller caller = known.orElseThrow(RequestRule.NO_TOKEN::exception);
                    boolean dry = isDry(dryRun);
                    byte[] given = body == null ? new byte[0] : body;
                    return switch (mediaType(headers)) {
                        case STRUCTURED ->
                            single(Bodies.read(given, RequestRule.MALFORMED_JSON), given.length, caller, trace, dry);
                        case MediaType.APPLICATION_JSON ->
                            single(binary(headers, given), given.length, caller, trace, dry);
                        case BATCH -> blocking(() -> batch(given, caller, trace, dry));
                        case LINES -> blocking(() -> lines(given, caller, trace, dry));
                        default ->
                            throw RequestRule.UNSUPPORTED_MEDIA_TYPE.exception("Taken are " + STRUCTURED + ", " + BATCH
                                    + ", " + LINES + ", and application/json with the attributes in ce- headers.");
                    };
                })
                .onFailure()
                .invoke(Tally::count);
    }

    /** What became of a fact. */
    @GET
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response whereIs(
            @QueryParam("source") @Nullable String source,
            @QueryParam("id") @Nullable String id,
            @QueryParam("agency") @Nullable String agency) {
        Caller caller = callers.required();
        if (source == null || id == null) {
            throw RequestRule.MALFORMED_REQUEST.exception("Name the fact: ?source=…&id=…");
        }
        return Response.ok(whereabouts.of(caller, agency, source, id).toString())
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private Uni<Response> single(JsonNode event, int length, Caller caller, @Nullable String trace, boolean dry) {
        if (length > LONGEST_EVENT) {
            throw ShapeRule.TOO_LONG.exception();
        }
        var posting = postings.event(event, caller, trace);
        if (dry) {
            return blocking(() -> answers.single(
                    batches.dryRun().chunk(List.of(new Line(posting, null))).getFirst()));
        }
        return AggregateRoutes.onOurLoop(handler.handle(posting)).map(answers::single);
    }

    private static JsonNode binary(HttpHeaders headers, byte[] body) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        headers.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-")) {
                event.put(lower.substring(3), percentDecoded(values.getFirst()));
            }
        });
        if (event.isEmpty()) {
            throw RequestRule.UNSUPPORTED_MEDIA_TYPE.exception(
                    "application/json is data alone: send its attributes in ce-" + " headers, or the whole event as "
                            + STRUCTURED + ".");
        }
        event.set("data", Bodies.read(body, RequestRule.MALFORMED_JSON));
        return event;
    }

    /** CloudEvents' HTTP binding has what is not printable ASCII percent-encoded; a plus stays a plus. */
    private static String percentDecoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw KernelRule.NOT_AN_EVENT.exception("A ce- header has a % that encodes nothing.");
        }
    }

    private Response batch(byte[] body, Caller caller, @Nullable String trace, boolean dry) {
        JsonNode array = Bodies.read(body, RequestRule.MALFORMED_JSON);
        if (!array.isArray()) {
            throw KernelRule.NOT_AN_EVENT.exception("A batch is a JSON array of events.");
        }
        Taking taking = new Taking(caller, trace, dry);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode results = answer.putArray("results");
        for (JsonNode event : array) {
            taking.add(event, event.toString().length());
            taking.drain(false).forEach(results::add);
        }
        taking.drain(true).forEach(results::add);
        return taking.tokens(Response.ok(answer.toString()).type(MediaType.APPLICATION_JSON));
    }

    private Response lines(byte[] body, Caller caller, @Nullable String trace, boolean dry) {
        Taking taking = new Taking(caller, trace, dry);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int from = 0;
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            if (!isBlank(body, from, to)) {
                taking.add(body, from, to - from);
                write(taking.drain(false), answer);
            }
            from = to + 1;
        }
        write(taking.drain(true), answer);
        return taking.tokens(Response.ok(answer.toByteArray()).type(LINES));
    }

    private static void write(List<ObjectNode> results, ByteArrayOutputStream answer) {
        for (ObjectNode result : results) {
            answer.writeBytes(result.toString().getBytes(StandardCharsets.UTF_8));
            answer.write('\n');
        }
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDry(@Nullable String dryRun) {
        return switch (dryRun) {
            case null -> false;
            case "false" -> false;
            case "", "true" -> true;
            default -> throw RequestRule.MALFORMED_REQUEST.exception("dryRun is true or false.");
        };
    }

    private static String mediaType(HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private Uni<Response> blocking(Supplier<Response> work) {
        return AggregateRoutes.onOurLoop(CompletableFuture.supplyAsync(work, threads));
    }

    /** A batch while it is taken: what was read, and what has not been handled yet. */
    private final class Taking {
        private final Caller caller;
        private final @Nullable String trace;
        private final BatchHandler.@Nullable DryRun dryRun;
        private final List<Line> waiting = new ArrayList<>();
        private final List<@Nullable String> ids = new ArrayList<>();
        private final Map<Integer, ConsistencyToken> last = new TreeMap<>();
        private int handled;

        Taking(Caller caller, @Nullable String trace, boolean dry) {
            this.caller = caller;
            this.trace = trace;
            this.dryRun = dry ? batches.dryRun() : null;
        }

        void add(byte[] body, int from, int length) {
            try {
                if (length > LONGEST_EVENT) {
                    throw ShapeRule.TOO_LONG.exception();
                }
                add(Bodies.read(body, from, length, KernelRule.MALFORMED_LINE), length);
            } catch (ProblemException e) {
                add(null, e.problem());
            }
        }

        void add(JsonNode event, int length) {
            String id =
                    event.path("id").isTextual() && event.path("id").textValue().length() <= 200
                            ? event.path("id").textValue()
                            : null;
            try {
                if (length > LONGEST_EVENT) {
                    throw ShapeRule.TOO_LONG.exception();
                }
                waiting.add(new Line(postings.event(event, caller, trace), null));
                ids.add(id);
            } catch (ProblemException e) {
                add(id, e.problem());
            }
        }

        private void add(@Nullable String id, Problem problem) {
            waiting.add(new Line(null, problem));
            ids.add(id);
        }

        /** Handles a chunk when there is one, or what is left at the end. */
        List<ObjectNode> drain(boolean end) {
            if (waiting.isEmpty() || !end && waiting.size() < BatchHandler.CHUNK) {
                return List.of();
            }
            List<Outcome> outcomes =
                    dryRun == null ? batches.chunk(List.copyOf(waiting)) : dryRun.chunk(List.copyOf(waiting));
            List<ObjectNode> results = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                ObjectNode result = Json.MAPPER.createObjectNode();
                result.put("index", handled + i).put("id", ids.get(i));
                result.setAll(Answers.line(outcomes.get(i)));
                results.add(result);
                if (outcomes.get(i) instanceof Outcome.Stored stored) {
                    stored.positions()
                            .forEach(p -> last.merge(p.shard(), p, (a, b) -> a.position() > b.position() ? a : b));
                }
            }
            handled += outcomes.size();
            waiting.clear();
            ids.clear();
            return results;
        }

        Response tokens(Response.ResponseBuilder answer) {
            if (!last.isEmpty()) {
                answer.header(
                        ConsistencyToken.HEADER,
                        last.values().stream().map(ConsistencyToken::toString).collect(Collectors.joining(",")));
            }
            return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        }
    }
}
