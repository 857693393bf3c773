package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Described;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.rest.Caller;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.ServicePass;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How far a fact has come: stored here, published on Kafka, projected in reporting-service. */
@Singleton
public class Whereabouts {
    /** How far a fact has come. */
    public record Where(
            String source,
            String id,
            @Described("What it is about") String stream,
            @Described("The version of that with it") long version,
            @Described("Where it stands in the log") String position,
            boolean stored,
            @Described("Whether Kafka has it") boolean published,
            @Described("Whether reporting-service shows it") Projected projected) {}

    /** Whether a fact is on show. */
    public enum Projected {
        @JsonProperty("yes")
        YES,
        @JsonProperty("no")
        NO,
        /** Nobody can say at the moment. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    private static final Duration PATIENCE = Duration.ofMillis(800);
    /** Many times as many bytes as the answer has. */
    private static final int MOST = 4096;

    private final EventStore store;
    private final CurrentVertxRequest request;
    private final String service;
    private final Optional<ServicePass> pass;
    private final Optional<String> reporting;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Inject
    Whereabouts(
            EventStore store,
            Aggregates aggregates,
            CurrentVertxRequest request,
            Instance<ServicePass> pass,
            @ConfigProperty(name = "flagships.reporting.url") Optional<String> reporting) {
        this(store, aggregates, request, pass.stream().findAny(), reporting);
    }

    Whereabouts(
            EventStore store,
            Aggregates aggregates,
            CurrentVertxRequest request,
            Optional<ServicePass> pass,
            Optional<String> reporting) {
        this.pass = pass;
        this.store = store;
        this.request = request;
        this.service = aggregates.service();
        this.reporting = reporting;
    }

    /**
     * Where a fact is; blocks.
     *
     * @param agency whose, where that is not the caller's own; operators only
     */
    ObjectNode of(Caller caller, @Nullable String agency, String source, String id) {
        if (agency != null && !agency.equals(caller.agency()) && !caller.hasAny(Role.OPERATOR)) {
            throw RequestRule.NOT_ALLOWED.exception("Only an operator may ask for another agency's facts.");
        }
        IdempotencyKey key = new IdempotencyKey(agency == null ? caller.agency() : agency, source, id);
        StoredKey stored = store.keys(List.of(key)).get(key);
        if (stored == null) {
            throw KernelRule.NOTHING_STORED.exception();
        }
        boolean published =
                store.heads().stream().anyMatch(h -> h.shard() == stored.shard() && h.published() >= stored.position());
        return Json.MAPPER
                .createObjectNode()
                .put("source", source)
                .put("id", id)
                .put("stream", stored.stream())
                .put("version", stored.version())
                .put("position", new ConsistencyToken(service, stored.shard(), stored.position()).toString())
                .put("stored", true)
                .put("published", published)
                .put("projected", published ? projected(stored) : "no");
    }

    String projected(StoredKey stored) {
        if (reporting.isEmpty()) {
            return "unknown";
        }
        try {
            HttpRequest.Builder ask = HttpRequest.newBuilder(URI.create("%s/v1/continuity/%s/%d/%d"
                    .formatted(reporting.get(), service, stored.shard(), stored.position())));
            // How far a case's shard is, is not for everybody; of its own fact a caller was looked up here.
            String authorization = authorization();
            if (authorization != null) {
                ask.header("Authorization", authorization);
            }
            JsonNode applied = Json.MAPPER.readTree(answer(ask.build())).path("applied");
            return !applied.isBoolean() ? "unknown" : applied.booleanValue() ? "yes" : "no";
        } catch (IOException | ExecutionException | TimeoutException | IllegalArgumentException e) {
            // It is not there, or answers something else: then nobody can say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "unknown";
    }

    /** This service's own, where it has one, else the caller's. */
    private @Nullable String authorization() throws ExecutionException, TimeoutException, InterruptedException {
        if (pass.isPresent()) {
            // The issuer may be slow, and nobody waits for it here.
            CompletableFuture<Optional<String>> bearer = new CompletableFuture<>();
            Thread.ofVirtual()
                    .name("pass")
                    .start(() -> bearer.complete(pass.get().bearer()));
            Optional<String> own = bearer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (own.isPresent()) {
                return "Bearer " + own.get();
            }
        }
        RoutingContext current = request.getCurrent();
        return current == null ? null : current.request().getHeader("Authorization");
    }

    private String answer(HttpRequest ask) throws ExecutionException, TimeoutException, InterruptedException {
        // The client's own timeout ends with the headers. Cancelling ends the exchange, wherever it stands.
        CompletableFuture<HttpResponse<String>> exchange =
                http.sendAsync(ask, BodyHandlers.limiting(BodyHandlers.ofString(), MOST));
        try {
            return exchange.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).body();
        } finally {
            exchange.cancel(true);
        }
    }
}
