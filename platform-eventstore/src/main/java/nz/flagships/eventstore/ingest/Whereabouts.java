package nz.flagships.eventstore.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.rest.Caller;
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** How far a fact has come: stored here, published on Kafka, projected in reporting-service. */
@Singleton
public class Whereabouts {
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final EventStore store;
    private final String service;
    private final Optional<String> reporting;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Whereabouts(
            EventStore store,
            Aggregates aggregates,
            @ConfigProperty(name = "flagships.reporting.url") Optional<String> reporting) {
        this.store = store;
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

    private String projected(StoredKey stored) {
        if (reporting.isEmpty()) {
            return "unknown";
        }
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(reporting.get() + "/v1/continuity"))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            for (JsonNode each : Json.MAPPER.readTree(answer.body()).path("sources")) {
                if (each.path("source").asText().startsWith(service)) {
                    for (JsonNode shard : each.path("shards")) {
                        if (shard.path("shard").asInt(-1) == stored.shard()) {
                            return shard.path("projected").asLong() >= stored.position() ? "yes" : "no";
                        }
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // It is not there, or answers something else: then nobody can say.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "unknown";
    }
}
