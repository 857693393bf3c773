package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.StoredEvent;
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

    private final Aggregates aggregates;
    private final Callers callers;
    private final Postings postings;
    private final CommandHandler handler;
    private final Answers answers;

    AggregateRoutes(Aggregates aggregates, Callers callers, Postings postings, CommandHandler handler) {
        this.aggregates = aggregates;
        this.callers = callers;
        this.postings = postings;
        this.handler = handler;
        this.answers = new Answers(aggregates);
    }

    /** A command; on the event loop, which it never blocks. */
    Uni<Response> command(
            String aggregate,
            @Nullable String id,
            @Nullable String route,
            @Nullable String key,
            @Nullable String ifMatch,
            @Nullable String traceparent,
            byte @Nullable [] body) {
        String trace = TraceContext.current(traceparent);
        return callers.deferred()
                .chain(caller -> {
                    Registered registered = registered(aggregate);
                    FactType fact = (route == null
                                    ? aggregates.beginning(registered)
                                    : aggregates.route(registered, route))
                            .orElseThrow(RequestRule.NOT_FOUND::exception);
                    Posting posting = posting(fact, id, caller, key, ifMatch, trace, body);
                    return onOurLoop(handler.handle(posting)).map(answers::single);
                })
                .onFailure()
                .invoke(Tally::count);
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
        Loaded loaded = visible(registered, written);
        String etag = "\"" + loaded.version() + "\"";
        boolean same = ifNoneMatch != null && ifNoneMatch.replace("W/", "").contains(etag);
        Response.ResponseBuilder answer = same
                ? Response.notModified()
                : Response.ok(Shown.tree(loaded.state()).toString()).type(MediaType.APPLICATION_JSON);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, caching(registered))
                .build();
    }

    /** What happened to it; blocks. */
    Response history(String aggregate, String written, long after, int limit) {
        if (after < 0 || limit < 1 || limit > MOST_EVENTS) {
            throw RequestRule.MALFORMED_REQUEST.exception(
                    "after counts from 0; limit is from 1 to " + MOST_EVENTS + ".");
        }
        Registered registered = registered(aggregate);
        Loaded loaded = visible(registered, written);
        boolean audits = callers.current()
                .map(c -> c.hasAny(Role.AUDITOR, Role.OPERATOR))
                .orElse(false);
        List<StoredEvent> stored = handler.store().read(loaded.stream(), after + 1);
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode events = body.putArray("events");
        for (StoredEvent event : stored.subList(0, Math.min(limit, stored.size()))) {
            ObjectNode told = told(registered, loaded.id(), event, audits);
            if (told != null) {
                events.add(told);
            }
        }
        if (stored.size() > limit) {
            body.put("next", after + limit);
        } else {
            body.putNull("next");
        }
        return Response.ok(body.toString())
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, caching(registered))
                .build();
    }

    /** Of what anybody may read only what is published; of the rest all, to those who may see it. */
    private @Nullable ObjectNode told(Registered registered, String id, StoredEvent stored, boolean audits) {
        Object event = registered.event(stored.type(), stored.data());
        EventMetadata metadata = Publishing.metadata(stored);
        PublishedEvent published = registered.publish(id, event);
        ObjectNode data;
        if (registered.aggregate().isPublicToRead()) {
            if (published == null) {
                return null;
            }
            data = Publishing.data(published, metadata.provenance());
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
                .put("agency", metadata.agency());
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

    /** The aggregate as it stands now, if the caller may know of it; else it is not there. */
    private Loaded visible(Registered registered, String written) {
        Optional<Caller> caller = callers.current();
        if (caller.isEmpty() && !registered.aggregate().isPublicToRead()) {
            throw RequestRule.NO_TOKEN.exception();
        }
        Viewer viewer =
                caller.map(c -> new Viewer(c.agency(), c.actor(), c.roles())).orElse(new Viewer("", "", Set.of()));
        Optional<String> id = registered.aggregate().ids() == Ids.ASSIGNED
                ? Deciding.assigned(
                        registered, written, viewer.agency(), handler.cache().loading())
                : Optional.of(written).filter(Deciding::isCode);
        Loaded loaded = id.map(i -> handler.cache().current(registered, i)).orElse(null);
        if (loaded == null || loaded.version() == 0 || !registered.visible(loaded.state(), viewer)) {
            throw KernelRule.NOT_FOUND.exception();
        }
        return loaded;
    }

    private static String caching(Registered registered) {
        return registered.aggregate().isPublicToRead() ? "no-cache" : "private, no-store";
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
