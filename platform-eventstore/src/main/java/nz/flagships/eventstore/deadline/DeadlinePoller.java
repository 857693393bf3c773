package nz.flagships.eventstore.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Posting;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.command.Publishing;
import nz.flagships.eventstore.store.Deadlines;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.StoreUnavailable;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.rest.Redacted;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns deadlines that are due into commands. Every replica polls; a row is leased to one of them, and should a lease run
 * out while its command is on the way, the idempotency key made from stream, key and due makes the second a duplicate.
 *
 * <p>A command that is refused has been overtaken by what happened meanwhile: the row has done its work either way. It stays
 * when nobody could decide (the store is away, the queue is full), and when the refusal may pass with time alone, which is
 * what a Retry-After says; then it is taken again when its lease is over. What is due is said by the database's clock, what
 * the aggregate is told is this machine's: where that one is behind, the row waits for it.
 */
@Singleton
public class DeadlinePoller {
    private static final Logger LOG = Logger.getLogger(DeadlinePoller.class);
    private static final int AT_ONCE = 100;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Deadlines deadlines;
    private final EventStore store;
    private final Aggregates aggregates;
    private final Postings postings;
    private final CommandHandler handler;

    DeadlinePoller(
            Deadlines deadlines, EventStore store, Aggregates aggregates, Postings postings, CommandHandler handler) {
        this.deadlines = deadlines;
        this.store = store;
        this.aggregates = aggregates;
        this.postings = postings;
        this.handler = handler;
    }

    @Scheduled(
            every = "${flagships.deadlines.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            identity = "deadlines")
    @RunOnVirtualThread
    void poll() {
        try {
            List<Deadlines.Due> due;
            do {
                due = deadlines.lease(AT_ONCE, LEASE);
                due.forEach(this::say);
                // Those that were given back would come again at once.
            } while (due.size() == AT_ONCE && due.stream().noneMatch(this::isEarly));
        } catch (StoreUnavailable e) {
            LOG.warnf("Deadlines wait: %s", e.getMessage());
        }
    }

    private boolean isEarly(Deadlines.Due due) {
        return handler.now().isBefore(due.due());
    }

    private void say(Deadlines.Due due) {
        try {
            if (isEarly(due)) {
                deadlines.notYet(due);
                return;
            }
            Outcome outcome = handler.handle(posting(due)).toCompletableFuture().join();
            switch (outcome) {
                case Outcome.Stored stored -> deadlines.done(due);
                case Outcome.Duplicate duplicate -> deadlines.done(due);
                case Outcome.Valid valid -> throw new IllegalStateException("The clock does not try things out");
                case Outcome.Rejected(var problem) -> {
                    if (problem.status() < 500 && problem.retryAfter() == null) {
                        LOG.debugf("%s of %s was overtaken: %s", due.key(), due.stream(), problem.code());
                        deadlines.done(due);
                    } else {
                        LOG.warnf("%s of %s waits: %s", due.key(), due.stream(), problem.code());
                    }
                }
            }
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.errorf(Redacted.of(e), "%s of %s cannot be said; it stays", due.key(), due.stream());
        }
    }

    private Posting posting(Deadlines.Due due) throws JsonProcessingException {
        JsonNode said = Json.MAPPER.readTree(due.command());
        FactType fact = aggregates
                .fact(said.path("type").asText())
                .orElseThrow(() -> new IllegalStateException("No fact has the type of a deadline's command"));
        String id = due.stream().substring(due.stream().indexOf('/') + 1);
        return postings.clock(
                fact, id, said.get("data"), due.stream() + " " + due.key() + " " + due.due(), provenance(due.stream()));
    }

    /** What is derived from a synthetic fact is synthetic: the stream's first fact says so for all that the clock adds. */
    private @Nullable Provenance provenance(String stream) {
        List<StoredEvent> events = store.read(stream, 1, 1);
        if (events.isEmpty()) {
            return null;
        }
        Provenance first = Publishing.metadata(events.getFirst()).provenance();
        return first == null ? null : new Provenance(first.basis(), first.source(), null, List.of());
    }
}
