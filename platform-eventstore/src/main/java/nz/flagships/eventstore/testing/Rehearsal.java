package nz.flagships.eventstore.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.catalogue.FactSchemas;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Posting;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.command.Publishing;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Stores every example of a service in the order of the catalogue, in an empty store in memory, through the real deciders.
 * The clock stands still, but for derived facts, before which two days pass; ids are counted, so that the same records
 * give the same bytes.
 */
public final class Rehearsal {
    private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");
    private static final Duration UNTIL_DERIVED = Duration.ofDays(2);

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final Aggregates aggregates;
    private final Postings postings;
    private final Publishing publishing;
    private final CommandHandler handler;
    private Instant now = START;
    private long ids;

    /** @param references what other services have published, as far as the examples name it */
    public Rehearsal(
            String service, List<? extends Aggregate<?, ?, ?>> all, List<? extends ReferenceSource<?>> references) {
        this.aggregates = new Aggregates(service, all);
        this.postings = new Postings(aggregates);
        this.publishing = new Publishing(aggregates);
        this.handler = new CommandHandler(
                aggregates, store, references, Runnable::run, clock(() -> now), this::nextId, 10_000);
    }

    /**
     * What came of an example.
     *
     * @param example the whole event, as it was posted
     * @param published its public form, or null where it stays private
     * @param record the public record's class
     */
    public record Performed(
            FactType fact,
            ObjectNode example,
            @Nullable EventEnvelope published,
            @Nullable Class<? extends PublishedEvent> record) {}

    /** What is registered. */
    public Aggregates aggregates() {
        return aggregates;
    }

    /**
     * Performs all examples.
     *
     * @throws AssertionError naming the first that is not stored, or that is no duplicate the second time
     */
    public List<Performed> perform() {
        Map<FactType, Performed> said = new HashMap<>();
        for (FactType fact : aggregates.facts()) {
            if (!fact.comesWithOthers()) {
                said.put(fact, perform(fact));
            }
        }
        // In the order of the catalogue; what comes with other facts is there when all of these were said.
        return aggregates.facts().stream()
                .map(fact -> fact.comesWithOthers() ? brought(fact) : Objects.requireNonNull(said.get(fact)))
                .toList();
    }

    /** What the examples of other facts have brought about; where none of them does, its own example, as it would have come. */
    private Performed brought(FactType fact) {
        StoredEvent event = IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> store.log(shard, 0, Integer.MAX_VALUE))
                .flatMap(List::stream)
                .filter(each -> each.type().equals(fact.type()))
                .max(Comparator.comparing(StoredEvent::recordedAt).thenComparing(StoredEvent::id))
                .orElseGet(() -> imagined(fact));
        PublishedEvent record = published(fact.aggregate(), event);
        return record == null
                ? new Performed(fact, FactSchemas.example(fact), null, null)
                : new Performed(fact, FactSchemas.example(fact), publishing.envelope(event), record.getClass());
    }

    /** One of several that a fact may bring about, as the verdicts of an evaluation: its one example brings about one of them. */
    private StoredEvent imagined(FactType fact) {
        ObjectNode example = FactSchemas.example(fact);
        EventMetadata metadata = new EventMetadata(
                "example",
                fact.fact().by(),
                example.get("source").asText(),
                example.get("id").asText(),
                null,
                null,
                null,
                null);
        return new StoredEvent(
                0,
                1,
                1,
                fact.aggregate().stream(fact.fact().subject()),
                1,
                nextId(),
                fact.type(),
                Json.canonical(Json.tree(fact.read(example.get("data"), "/data"))),
                Json.canonical(Json.tree(metadata)),
                START,
                START,
                START,
                new byte[0]);
    }

    private static @Nullable PublishedEvent published(Registered aggregate, StoredEvent event) {
        return aggregate.publish(
                event.stream().substring(event.stream().indexOf('/') + 1), aggregate.event(event.type(), event.data()));
    }

    private Performed perform(FactType fact) {
        ObjectNode example = FactSchemas.example(fact);
        if (!fact.fact().postable()) {
            now = now.plus(UNTIL_DERIVED);
        }
        Posting posting;
        try {
            posting = posting(fact, example);
        } catch (ProblemException e) {
            throw new AssertionError("The example of " + fact.type() + " is refused: " + Json.tree(e.problem()), e);
        }
        if (!(handler.handle(posting).toCompletableFuture().join() instanceof Outcome.Stored stored)) {
            throw new AssertionError("The example of " + fact.type() + " is not stored: "
                    + handler.handle(posting).toCompletableFuture().join());
        }
        if (!(handler.handle(posting).toCompletableFuture().join() instanceof Outcome.Duplicate)) {
            throw new AssertionError("The example of " + fact.type() + " is not a duplicate the second time");
        }
        List<StoredEvent> events =
                store.read(stored.stream(), stored.version() - stored.types().size() + 1);
        Performed performed = new Performed(fact, example, null, null);
        for (StoredEvent event : events) {
            EventEnvelope envelope = publishing.envelope(event);
            PublishedEvent record = published(fact.aggregate(), event);
            // A command may tell of more than its own fact; the fact's own event is the one that bears its name.
            if (record != null
                    && (performed.published() == null || envelope.name().equals(fact.name()))) {
                performed = new Performed(fact, example, envelope, record.getClass());
            }
        }
        return performed;
    }

    /**
     * Posts facts that nobody would think of after the examples: each an example with some of its members at the edge of
     * what can be written. Whatever it is, it is stored and can be published, or refused with a problem that the poster can
     * mend; nothing throws.
     *
     * @param random of a seed that the test prints
     * @return how many were stored
     * @throws AssertionError naming the first that failed otherwise
     */
    public int disturb(Random random, int times) {
        List<FactType> facts =
                aggregates.facts().stream().filter(f -> f.fact().postable()).toList();
        int stored = 0;
        for (int i = 0; i < times; i++) {
            FactType fact = facts.get(random.nextInt(facts.size()));
            ObjectNode posted = FactSchemas.example(fact).put("id", "extreme-" + i);
            if (fact.fact().begins() && random.nextBoolean()) {
                posted.put("subject", fact.fact().subject() + "-" + i);
            }
            ObjectNode data = (ObjectNode) posted.get("data");
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                Extremes.change(data, random);
            }
            try {
                Outcome outcome = handler.handle(posting(fact, posted))
                        .toCompletableFuture()
                        .join();
                if (outcome instanceof Outcome.Rejected(var problem) && problem.status() >= 500) {
                    throw new AssertionError("Not the poster's fault: " + problem + " of " + posted);
                }
                if (outcome instanceof Outcome.Stored(var stream, var version, var positions, var types)) {
                    stored++;
                    store.read(stream, version - types.size() + 1).forEach(publishing::envelope);
                }
            } catch (ProblemException e) {
                // Refused before it was decided.
            } catch (RuntimeException e) {
                throw new AssertionError("It throws: " + posted, e);
            }
        }
        return stored;
    }

    private Posting posting(FactType fact, ObjectNode example) {
        if (!fact.fact().postable()) {
            return postings.clock(
                    fact,
                    fact.fact().subject(),
                    example.get("data"),
                    example.get("id").asText(),
                    null);
        }
        Caller caller = new Caller(
                fact.fact().by(),
                fact.fact().person().isEmpty() ? "example" : fact.fact().person(),
                Set.copyOf(fact.exampleRoles()));
        return postings.event(example, caller, null);
    }

    private UUID nextId() {
        // Version 7, variant 2, and a count instead of time and chance.
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + ++ids);
    }

    private static Clock clock(InstantSource source) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }
}
