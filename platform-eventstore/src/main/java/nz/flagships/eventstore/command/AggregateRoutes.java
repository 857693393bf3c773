package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Protection;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.rest.Admission;
import nz.flagships.rest.Caller;
import nz.flagships.rest.Callers;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.TraceContext;
import org.jspecify.annotations.Nullable;

/** What the routes of every aggregate do. */
@Singleton
public class AggregateRoutes {
    private static final int LARGEST_COMMAND = 256 * 1024;
    private static final int MOST_EVENTS = 1_000;
    /** In characters of the events it stems from; of what is smaller a hundred at once are nothing. */
    private static final long SMALL_STATE = 32 * 1024;

    /** As what is written from a text says it. */
    private static final String JSON = MediaType.APPLICATION_JSON + ";charset=UTF-8";
    /** Of the heap, what large states that were asked for may have together, as they are answered. */
    private static final int SHARE_OF_MADE = 32;

    private static final String PRIVATE = "private, no-store";

    private final Aggregates aggregates;
    private final Callers callers;
    private final Postings postings;
    private final CommandHandler handler;
    private final BatchHandler batches;
    private final Executor threads;
    private final Answers answers;
    private final Admission admission;
    /** Of large states that all see alike: made for one reader, and read by whoever asks next. */
    private final Cache<String, Made> made = Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / SHARE_OF_MADE)
            .weigher((String stream, Made of) -> of.text().length)
            .build();

    /**
     * How a state is answered.
     *
     * @param hash of the last event that it stems from
     */
    private record Made(byte[] hash, byte[] text) {}

    AggregateRoutes(
            Aggregates aggregates,
            Callers callers,
            Postings postings,
            CommandHandler handler,
            BatchHandler batches,
            Admission admission,
            @VirtualThreads ExecutorService threads) {
        this.aggregates = aggregates;
        this.callers = callers;
        this.postings = postings;
        this.handler = handler;
        this.batches = batches;
        this.threads = threads;
        this.answers = new Answers(aggregates);
        this.admission = admission;
    }

    /** A command; on the event loop, which it never blocks. */
    Uni<Response> command(
            String aggregate,
            @Nullable String id,
            @Nullable String route,
            HttpHeaders headers,
            @Nullable String ifMatch,
            @Nullable String traceparent,
            @Nullable String dryRun,
            byte @Nullable [] body) {
        String trace = TraceContext.current(traceparent);
        List<String> keys = headers.getRequestHeader("Idempotency-Key");
        return callers.deferred()
                .chain(caller -> {
                    String key = Postings.one(keys);
                    Registered registered = registered(aggregate);
                    FactType fact = (route == null
                                    ? aggregates.beginning(registered)
                                    : aggregates.route(registered, route))
                            .orElseThrow(RequestRule.NOT_FOUND::exception);
                    Posting posting = posting(fact, id, caller, key, ifMatch, trace, body);
                    return (DryRuns.isDry(dryRun)
                                    ? tried(posting)
                                    : onOurLoop(admission.until(handler.handle(posting, admission.gone()))))
                            .map(answers::single);
                })
                .onFailure()
                .invoke(Tally::count);
    }

    /** What would become of it, without storing it. */
    public Uni<Outcome> tried(Posting posting) {
        BooleanSupplier gone = admission.gone();
        return onOurLoop(admission.until(CompletableFuture.supplyAsync(
                () -> {
                    if (gone.getAsBoolean()) {
                        return new Outcome.Rejected(RequestRule.UNAVAILABLE.problem());
                    }
                    try (BatchHandler.DryRun dryRun = batches.dryRun(gone)) {
                        return dryRun.chunk(List.of(new BatchHandler.Line(posting, null)))
                                .getFirst();
                    }
                },
                threads)));
    }

    private Posting posting(
            FactType fact,
            @Nullable String id,
            Optional<Caller> caller,
            @Nullable String key,
            @Nullable String ifMatch,
            @Nullable String traceparent,
            byte @Nullable [] body) {
        Caller who = caller.orElseThrow(RequestRule.NO_TOKEN::exception);
        if (body != null && body.length > LARGEST_COMMAND) {
            throw ShapeRule.TOO_LONG.exception();
        }
        JsonNode document = body == null || body.length == 0
                ? Json.MAPPER.createObjectNode()
                : Bodies.read(body, RequestRule.MALFORMED_JSON);
        return postings.command(fact, id, document, who, key, version(ifMatch), traceparent);
    }

    /** The answer is made on the loop that took the request, not on the appender's thread. */
    public static <T> Uni<T> onOurLoop(CompletionStage<T> stage) {
        Context loop = Vertx.currentContext();
        Uni<T> uni = Uni.createFrom().completionStage(stage);
        return loop == null ? uni : uni.emitOn(task -> loop.runOnContext(ignored -> task.run()));
    }

    /** The folded state; blocks. */
    Response state(String aggregate, String written, @Nullable String ifNoneMatch) {
        Registered registered = registered(aggregate);
        Loaded loaded = visible(registered, written, registered.aggregate().readers());
        String etag = "\"" + loaded.version() + "\"";
        boolean same = ifNoneMatch != null && ifNoneMatch.replace("W/", "").contains(etag);
        Response.ResponseBuilder answer = same
                ? Response.notModified()
                : Response.ok(text(registered, loaded)).type(JSON);
        if (registered.protection() != null) {
            answer.header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        }
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, kept(registered) ? PRIVATE : caching(registered))
                .build();
    }

    /** A small state at once; a large one when there is room for it, and of what is the same for all what was made before. */
    private Object text(Registered registered, Loaded loaded) {
        if (loaded.weight() <= SMALL_STATE) {
            return Json.text(described(registered, loaded));
        }
        boolean same = registered.aggregate().isPublicToRead()
                && registered.protection() == null
                && registered.aggregate().ids() == Ids.CODE;
        byte[] before = same ? made(loaded) : null;
        if (before != null) {
            admission.counted(before.length);
            return before;
        }
        return admission.large(size -> {
            // Whoever had the turn before may have asked for the same.
            byte[] meanwhile = same ? made(loaded) : null;
            if (meanwhile != null) {
                admission.counted(meanwhile.length);
                return meanwhile;
            }
            size.accept(loaded.weight());
            byte[] text = Json.text(described(registered, loaded)).getBytes(StandardCharsets.UTF_8);
            if (same) {
                made.put(loaded.stream(), new Made(loaded.hash(), text));
            }
            return text;
        });
    }

    private byte @Nullable [] made(Loaded loaded) {
        Made found = made.getIfPresent(loaded.stream());
        return found != null && Arrays.equals(found.hash(), loaded.hash()) ? found.text() : null;
    }

    /** As the caller may see it. */
    private Object shown(Registered registered, Loaded loaded) {
        Protection<Object> protection = registered.protection();
        return protection == null
                ? loaded.state()
                : protection.state(loaded.id(), loaded.state(), viewer(callers.current()), this::find);
    }

    /** Whether the answer may hold what others are not shown: such a one is kept by nobody on the way. */
    private boolean kept(Registered registered) {
        return registered.protection() != null && callers.current().isPresent();
    }

    private <T> Optional<T> find(Class<T> state, String id) {
        Loaded other = handler.cache().current(aggregates.ofState(state).orElseThrow(), id);
        return other.version() == 0 ? Optional.empty() : Optional.of(state.cast(other.state()));
    }

    /** What it is called, where it stands and whether it was made up, and then what it came to. */
    private ObjectNode described(Registered registered, Loaded loaded) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("id", loaded.id());
        if (registered.aggregate().ids() == Ids.ASSIGNED) {
            ArrayNode references = body.putArray("references");
            registered.references(handler.store().claims(loaded.stream())).forEach(references::add);
        }
        body.put("version", loaded.version()).put("synthetic", loaded.synthetic());
        return body.setAll((ObjectNode) Shown.tree(shown(registered, loaded)));
    }

    /** What happened to it; blocks. */
    Response history(String aggregate, String written, long after, int limit) {
        if (after < 0 || after == Long.MAX_VALUE || limit < 1 || limit > MOST_EVENTS) {
            throw RequestRule.MALFORMED_REQUEST.exception(
                    "after counts from 0; limit is from 1 to " + MOST_EVENTS + ".");
        }
        Registered registered = registered(aggregate);
        Standing standing = standing(registered, written, registered.aggregate().readersOfHistory());
        Optional<Caller> caller = callers.current();
        boolean audits = caller.map(c -> c.hasAny(Role.AUDITOR, Role.OPERATOR)).orElse(false);
        Viewer viewer = viewer(caller);
        // Whoever sends no token is none of those, and need not wait for what it came to.
        boolean inFull = registered.aggregate().hasInsiders()
                && caller.isPresent()
                && registered.insider(standing.state().get(), viewer);
        // How large a page is shows when it is read.
        String text = admission.large(size -> {
            List<StoredEvent> stored = handler.store().read(registered.stream(standing.id()), after + 1, limit);
            size.accept(
                    stored.stream().mapToLong(event -> event.data().length()).sum());
            return Json.text(page(registered, standing, stored, after, viewer, audits, inFull));
        });
        return Response.ok(text)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, inFull || kept(registered) ? PRIVATE : caching(registered))
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
                .build();
    }

    /** What of a page of its events the viewer is told, and where the next begins. */
    private ObjectNode page(
            Registered registered,
            Standing standing,
            List<StoredEvent> stored,
            long after,
            Viewer viewer,
            boolean audits,
            boolean inFull) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode events = body.putArray("events");
        for (StoredEvent event : stored) {
            ObjectNode told = told(registered, standing, event, viewer, audits, inFull);
            if (told != null) {
                events.add(told);
            }
        }
        // A page ends by its number, or by its bytes.
        long last = stored.isEmpty() ? after : stored.getLast().version();
        if (last < standing.version()) {
            body.put("next", last);
        } else {
            body.putNull("next");
        }
        return body;
    }

    /**
     * Of what anybody may read only what is published, and to those whom it concerns the words that are not; of the rest
     * all, to those who may see it. What was made up says so.
     */
    private @Nullable ObjectNode told(
            Registered registered,
            Standing standing,
            StoredEvent stored,
            Viewer viewer,
            boolean audits,
            boolean inFull) {
        Object event = registered.event(stored.type(), stored.data());
        EventMetadata metadata = Publishing.metadata(stored);
        PublishedEvent published = registered.publish(standing.id(), event);
        ObjectNode data;
        if (registered.aggregate().isPublicToRead()) {
            if (published == null) {
                return null;
            }
            Protection<Object> protection = registered.protection();
            PublishedEvent shown = protection == null
                    ? published
                    : protection.event(
                            standing.id(), standing.state(), published, metadata.agency(), viewer, this::find);
            data = Publishing.data(shown, metadata.provenance());
            if (inFull) {
                Compact.tree(event).properties().forEach(each -> data.putIfAbsent(each.getKey(), each.getValue()));
            }
        } else {
            data = Compact.tree(event);
            if (metadata.provenance() != null) {
                data.set("provenance", Compact.tree(metadata.provenance()));
            }
        }
        ObjectNode told = Json.MAPPER.createObjectNode();
        told.put("id", stored.id().toString())
                .put("type", stored.type())
                .put("version", stored.version())
                .put("position", aggregates.service() + "/" + stored.shard() + "/" + stored.position())
                .put("time", stored.occurredAt().toString())
                .put("recordedAt", stored.recordedAt().toString())
                .put("knownAt", stored.knownAt().toString())
                .put("agency", metadata.agency())
                .put("synthetic", Publishing.isSynthetic(stored));
        if (audits) {
            told.put("actor", metadata.actor());
        }
        told.set("data", data);
        return told;
    }

    private Registered registered(String name) {
        return aggregates
                .named(name)
                .orElseThrow(() -> new IllegalStateException(
                        "A resource names the aggregate " + name + ", but none is registered under that name"));
    }

    /**
     * How far it has come, and what it came to, for those who ask.
     *
     * @param state folded when it is first asked for
     */
    private record Standing(String id, long version, Supplier<Object> state) {}

    /** As {@link #visible}; but of what hides from nobody nothing is read besides its version. */
    private Standing standing(Registered registered, String written, Set<Role> readers) {
        if (registered.aggregate().isForParties() || registered.aggregate().ids() == Ids.ASSIGNED) {
            Loaded loaded = visible(registered, written, readers);
            return new Standing(loaded.id(), loaded.version(), loaded::state);
        }
        admitted(registered, readers);
        if (!Deciding.isCode(written)) {
            throw KernelRule.NOT_FOUND.exception();
        }
        String stream = registered.stream(written);
        long version = handler.store().versions(List.of(stream)).getOrDefault(stream, 0L);
        if (version == 0) {
            throw KernelRule.NOT_FOUND.exception();
        }
        return new Standing(
                written,
                version,
                once(() -> handler.cache().current(registered, written).state()));
    }

    private static Supplier<Object> once(Supplier<Object> from) {
        AtomicReference<@Nullable Object> known = new AtomicReference<>();
        return () -> {
            Object value = known.get();
            if (value == null) {
                value = from.get();
                known.set(value);
            }
            return value;
        };
    }

    /** Who asks, if by such a role it may be read at all. */
    private Optional<Caller> admitted(Registered registered, Set<Role> readers) {
        Optional<Caller> caller = callers.current();
        if (!registered.aggregate().isPublicToRead()) {
            requireAny(caller.orElseThrow(RequestRule.NO_TOKEN::exception), readers);
        }
        return caller;
    }

    /** The aggregate as it stands now, if the caller may know of it; else it is not there. */
    private Loaded visible(Registered registered, String written, Set<Role> readers) {
        Viewer viewer = viewer(admitted(registered, readers));
        Optional<Loaded> found = registered.aggregate().ids() == Ids.ASSIGNED
                ? handler.cache().visible(registered, Named.of(registered, written, viewer.agency()), viewer)
                : Optional.of(written)
                        .filter(Deciding::isCode)
                        .map(id -> handler.cache().current(registered, id))
                        .filter(loaded -> loaded.version() > 0 && registered.visible(loaded.state(), viewer));
        return found.orElseThrow(KernelRule.NOT_FOUND::exception);
    }

    /** Asked before anything is looked up. */
    public static void requireAny(Caller caller, Set<Role> readers) {
        if (!caller.hasAny(readers.toArray(Role[]::new))) {
            throw new ProblemException(RequestRule.NOT_ALLOWED.problem("It takes one of: "
                    + readers.stream().map(Role::claim).sorted().collect(Collectors.joining(", "))));
        }
    }

    private static Viewer viewer(Optional<Caller> caller) {
        return caller.map(c -> new Viewer(c.agency(), c.actor(), c.roles())).orElse(new Viewer("", "", Set.of()));
    }

    private static String caching(Registered registered) {
        return registered.aggregate().isPublicToRead() ? "no-cache" : PRIVATE;
    }

    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        String bare = ifMatch.startsWith("\"") && ifMatch.endsWith("\"") && ifMatch.length() > 2
                ? ifMatch.substring(1, ifMatch.length() - 1)
                : ifMatch;
        try {
            return Long.parseLong(bare);
        } catch (NumberFormatException e) {
            throw new ProblemException(KernelRule.BAD_PRECONDITION.problem());
        }
    }
}
