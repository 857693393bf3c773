package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.AggregateRoutes;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.Answers;
import nz.flagships.eventstore.command.BatchHandler;
import nz.flagships.eventstore.command.Bodies;
import nz.flagships.eventstore.command.Bodies.Slice;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.DryRuns;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.command.ReadersInRegistry;
import nz.flagships.eventstore.command.Tally;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.rest.Admission;
import nz.flagships.rest.Caller;
import nz.flagships.rest.Callers;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.TraceContext;
import nz.flagships.rest.api.Answering;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Takes facts as CloudEvents. One event is answered 201, 200 or with a problem; a batch with a result for each, in order;
 * lines with a result a line.
 *
 * <p>The results of many events leave as they are made. An answer that is short has the {@code Consistency-Token} as a
 * header; of a longer one the headers have left before the end is known, so it comes as a trailer, and the positions in the
 * results say the same.
 */
@Path("/v1/events")
public class EventsResource {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String LINES = "application/x-ndjson";
    private static final String ALSO_LINES = "application/jsonl";
    private static final int LONGEST_EVENT = 256 * 1024;
    /** How many bytes of results are kept for an answer with its headers. */
    private static final int SHORT_ANSWER = 256 * 1024;
    /** For how long they are kept: who waits hears of what is stored. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private final Callers callers;
    private final AggregateRoutes routes;
    private final Postings postings;
    private final CommandHandler handler;
    private final BatchHandler batches;
    private final Answers answers;
    private final Whereabouts whereabouts;
    private final Admission admission;
    private final Set<Role> readers;
    private final int most;

    EventsResource(
            Callers callers,
            AggregateRoutes routes,
            Aggregates aggregates,
            Postings postings,
            CommandHandler handler,
            BatchHandler batches,
            Whereabouts whereabouts,
            Admission admission,
            @ConfigProperty(name = "flagships.events.per-request", defaultValue = "20000") int most) {
        this.callers = callers;
        this.routes = routes;
        this.postings = postings;
        this.handler = handler;
        this.batches = batches;
        this.answers = new Answers(aggregates);
        this.whereabouts = whereabouts;
        this.readers = aggregates.readersOfFacts();
        this.admission = admission;
        this.most = most;
    }

    /** Takes one fact: the whole event, or its data with the attributes in headers. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Uni<Response> post(
            @Context HttpHeaders headers,
            @QueryParam(DryRuns.PARAMETER) @Nullable String dryRun,
            byte @Nullable [] body) {
        String trace = TraceContext.current(headers.getHeaderString("traceparent"));
        return callers.deferred()
                .chain(known -> {
                    Caller caller = known.orElseThrow(RequestRule.NO_TOKEN::exception);
                    boolean dry = DryRuns.isDry(dryRun);
                    byte[] given = body == null ? new byte[0] : body;
                    return switch (mediaType(headers)) {
                        case STRUCTURED ->
                            single(Bodies.read(ofOne(given), RequestRule.MALFORMED_JSON), caller, trace, dry);
                        case MediaType.APPLICATION_JSON -> single(binary(headers, ofOne(given)), caller, trace, dry);
                        default ->
                            throw RequestRule.UNSUPPORTED_MEDIA_TYPE.exception("Taken are " + STRUCTURED + ", " + BATCH
                                    + ", " + LINES + ", and application/json with the attributes in ce- headers.");
                    };
                })
                .onFailure()
                .invoke(Tally::count);
    }

    /** Takes an array of events. */
    @POST
    @Consumes(BATCH)
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response batch(
            @Context HttpHeaders headers,
            @Context HttpServerResponse response,
            @QueryParam(DryRuns.PARAMETER) @Nullable String dryRun,
            byte @Nullable [] body) {
        return counted(() -> {
            byte[] given = some(body);
            Iterator<Slice> items = Bodies.items(given, most, RequestRule.MALFORMED_JSON, KernelRule.TOO_MANY_EVENTS)
                    .iterator();
            Bulk bulk = bulk(headers, dryRun, given, items);
            return answer(bulk, Written.ARRAY, response);
        });
    }

    /** Takes an event a line. */
    @POST
    @Consumes({LINES, ALSO_LINES})
    @RunOnVirtualThread
    @Operation(hidden = true)
    public Response lines(
            @Context HttpHeaders headers,
            @Context HttpServerResponse response,
            @QueryParam(DryRuns.PARAMETER) @Nullable String dryRun,
            byte @Nullable [] body) {
        return counted(() -> {
            byte[] given = body == null ? new byte[0] : body;
            int number = 0;
            for (Lines all = new Lines(given); all.hasNext(); all.next()) {
                if (++number > most) {
                    throw KernelRule.TOO_MANY_EVENTS.exception("At most " + most + ".");
                }
            }
            Bulk bulk = bulk(headers, dryRun, given, new Lines(given));
            return answer(bulk, mediaType(headers).equals(ALSO_LINES) ? Written.ALSO_LINES : Written.LINES, response);
        });
    }

    /** What became of a fact. */
    @GET
    @ReadersInRegistry
    @RunOnVirtualThread
    @Operation(operationId = "findEvent", summary = "What became of a fact: stored, published, projected")
    @Answering(Whereabouts.Where.class)
    public Response whereIs(
            @Parameter(description = "The source it was posted with", required = true) @QueryParam("source") @Nullable
                    String source,
            @Parameter(description = "The id it was posted with", required = true) @QueryParam("id") @Nullable
                    String id,
            @Parameter(description = "Whose it is, where that is not your own agency; operators only")
                    @QueryParam("agency")
                    @Nullable
                    String agency) {
        Caller caller = callers.required();
        AggregateRoutes.requireAny(caller, readers);
        if (source == null || id == null) {
            throw RequestRule.MALFORMED_REQUEST.exception("Name the fact: ?source=…&id=…");
        }
        return Response.ok(whereabouts.of(caller, agency, source, id).toString())
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    /** Held to its limit before it is read: as a tree it is twenty times as large. */
    private static byte[] ofOne(byte[] body) {
        if (body.length > LONGEST_EVENT) {
            throw ShapeRule.TOO_LONG.exception();
        }
        return body;
    }

    private Uni<Response> single(JsonNode event, Caller caller, @Nullable String trace, boolean dry) {
        var posting = postings.event(event, caller, trace);
        if (dry) {
            return routes.tried(posting).map(answers::single);
        }
        return AggregateRoutes.onOurLoop(admission.until(handler.handle(posting, admission.gone())))
                .map(answers::single);
    }

    private static JsonNode binary(HttpHeaders headers, byte[] body) {
        ObjectNode event = Attributes.of(headers.getRequestHeaders());
        if (event.isEmpty()) {
            throw RequestRule.UNSUPPORTED_MEDIA_TYPE.exception(
                    "application/json is data alone: send its attributes in ce-" + " headers, or the whole event as "
                            + STRUCTURED + ".");
        }
        event.set("data", Bodies.read(body, RequestRule.MALFORMED_JSON));
        return event;
    }

    private interface Work {
        Response get() throws IOException;
    }

    private static Response counted(Work work) {
        try {
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not refuse what is written", e);
        } catch (RuntimeException e) {
            Tally.count(e);
            throw e;
        }
    }

    private static byte[] some(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw RequestRule.MALFORMED_JSON.exception("The body is empty.");
        }
        return body;
    }

    private Bulk bulk(HttpHeaders headers, @Nullable String dryRun, byte[] body, Iterator<Slice> events) {
        Bulk bulk = new Bulk(
                postings,
                batches,
                callers.required(),
                TraceContext.current(headers.getHeaderString("traceparent")),
                DryRuns.isDry(dryRun),
                body,
                events,
                admission.gone());
        admission.atTheEnd(bulk::close);
        return bulk;
    }

    /** How many results are written. */
    private enum Written {
        ARRAY(MediaType.APPLICATION_JSON, "{\"results\":[", ",", "", "]}"),
        LINES(EventsResource.LINES, "", "", "\n", ""),
        ALSO_LINES(EventsResource.ALSO_LINES, "", "", "\n", "");

        private final String type;
        private final String before;
        private final String between;
        private final String after;
        private final String end;

        Written(String type, String before, String between, String after, String end) {
            this.type = type;
            this.before = before;
            this.between = between;
            this.after = after;
            this.end = end;
        }

        void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Response answer(Bulk bulk, Written as, HttpServerResponse response) throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        as.write(held, as.before);
        long began = System.nanoTime();
        while (bulk.hasMore() && held.size() < SHORT_ANSWER && System.nanoTime() - began < LONGEST_SILENCE.toNanos()) {
            bulk.some(held, as.between, as.after);
        }
        Response.ResponseBuilder answer = Response.ok().type(as.type).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!bulk.hasMore()) {
            as.write(held, as.end);
            bulk.token().ifPresent(token -> answer.header(ConsistencyToken.HEADER, token));
            return answer.entity(held.toByteArray()).build();
        }
        StreamingOutput streamed = out -> {
            held.writeTo(out);
            held.reset();
            out.flush();
            while (bulk.hasMore()) {
                bulk.some(out, as.between, as.after);
                out.flush();
            }
            as.write(out, as.end);
            bulk.token().ifPresent(token -> response.putTrailer(ConsistencyToken.HEADER, token));
        };
        return answer.header("Trailer", ConsistencyToken.HEADER)
                .entity(streamed)
                .build();
    }

    private static String mediaType(HttpHeaders headers) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** Where the lines stand that are not blank. */
    private static final class Lines implements Iterator<Slice> {
        private final byte[] body;
        private int from;
        private int to = -1;

        Lines(byte[] body) {
            this.body = body;
            advance();
        }

        @Override
        public boolean hasNext() {
            return from < body.length;
        }

        @Override
        public Slice next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Slice line = new Slice(from, to - from);
            advance();
            return line;
        }

        private void advance() {
            boolean blank = true;
            while (blank && to < body.length) {
                from = to + 1;
                to = from;
                while (to < body.length && body[to] != '\n') {
                    blank &= body[to] == ' ' || body[to] == '\t' || body[to] == '\r';
                    to++;
                }
            }
            if (blank) {
                from = body.length;
            }
        }
    }
}
