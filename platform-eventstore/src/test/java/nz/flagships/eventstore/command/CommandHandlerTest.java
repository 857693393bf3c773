package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.events.Role;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.eventstore.testing.InMemoryEventStore;
import nz.flagships.eventstore.widget.Orders;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandHandlerTest {
    private static final Aggregates AGGREGATES =
            new Aggregates("initiative", List.of(Widgets.AGGREGATE, Orders.AGGREGATE));
    private static final Caller CALLER =
            new Caller("POLICE", "somebody", Set.of(Role.STEWARD, Role.AGENCY_SYSTEM, Role.CASE_WORKER));

    private final Interrupted store = new Interrupted();
    private final CommandHandler handler = handler(store);

    @Test
    void theHashesOfAStreamAreAChain() {
        stored(handler, defined("A"));
        stored(handler, painted("A"));

        byte[] hash = HashChain.start();
        for (StoredEvent e : store.read("widget/A", 1)) {
            hash = HashChain.next(
                    hash,
                    e.stream(),
                    e.version(),
                    e.id(),
                    e.type(),
                    e.data(),
                    e.metadata(),
                    e.occurredAt(),
                    e.recordedAt(),
                    e.knownAt());
            assertThat(e.hash()).isEqualTo(hash);
        }
    }

    @Test
    void aCommandOnWhatIsInMemoryReadsNothing() {
        stored(handler, defined("A"));
        store.reads = 0;

        stored(handler, painted("A"));

        assertThat(store.reads).isZero();
    }

    @Test
    void anotherReplicaThatWasQuickerIsDecidedOn() {
        // Given two replicas that both have the widget in memory
        CommandHandler other = handler(store);
        stored(handler, defined("A"));
        stored(other, painted("A"));

        // When the first one paints, on a version that is behind
        Outcome.Stored outcome = stored(handler, painted("A"));

        // Then it has been decided again
        assertThat(outcome.version()).isEqualTo(3);
    }

    @Test
    void aRefusalOnAStateThatIsBehindIsDecidedAgain() {
        // Given a replica in whose memory nothing can be joined to the hub, since it is not there
        CommandHandler other = handler(store);
        stored(handler, defined("A"));
        assertThat(code(handle(handler, joined("A", "HUB")))).isEqualTo("WID-003");

        // When another replica defines it
        stored(other, defined("HUB"));

        // Then the first one sees it
        stored(handler, joined("A", "HUB"));
    }

    @Test
    void whatIsContendedAgainAndAgainIsGivenUpWithARetryAfter() {
        stored(handler, defined("A"));
        for (int i = 0; i < CommandHandler.MOST_TRIES; i++) {
            store.answers.add(new AppendResult.Conflict(List.of("widget/A")));
        }

        assertThat(code(handle(handler, painted("A")))).isEqualTo("STORE-002");
        stored(handler, painted("A"));
    }

    @Test
    void aQueueThatIsFullIsSaidToBe() {
        store.answers.add(new AppendResult.Overloaded());

        Outcome outcome = handle(handler, defined("A"));

        assertThat(code(outcome)).isEqualTo("STORE-001");
        assertThat(((Outcome.Rejected) outcome).problem().status()).isEqualTo(503);
    }

    @Test
    void aStoreThatFailsIsAProblemAndNoException() {
        store.failure = new IllegalStateException("Key (name)=(Jane Citizen)");

        Outcome outcome = handle(handler, defined("A"));

        assertThat(code(outcome)).isEqualTo("SYS-001");
        assertThat(((Outcome.Rejected) outcome).problem().toString()).doesNotContain("Jane");
    }

    @Test
    void aBatchIsOneItemAndItsLinesCountForEachOther() {
        List<Outcome> outcomes = batch(defined("A"), painted("A"), painted("B"), defined("B"), painted("B"));

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Rejected.class);
        assertThat(outcomes.get(4))
                .isInstanceOfSatisfying(
                        Outcome.Stored.class, s -> assertThat(s.version()).isEqualTo(2));
        assertThat(store.appended).isEqualTo(1);
    }

    @Test
    void aBatchThatLostARaceIsDecidedAgain() {
        stored(handler, defined("A"));
        store.answers.add(new AppendResult.Conflict(List.of("widget/A")));

        assertThat(batch(painted("A"), painted("A"))).allMatch(Outcome.Stored.class::isInstance);
    }

    @Test
    void aBatchThatAlwaysLosesIsHandledLineByLine() {
        stored(handler, defined("A"));
        for (int i = 0; i < 3; i++) {
            store.answers.add(new AppendResult.Conflict(List.of("widget/A")));
        }

        assertThat(batch(painted("A"), painted("NONE"), painted("A")))
                .extracting(o -> o.getClass().getSimpleName())
                .containsExactly("Stored", "Rejected", "Stored");
    }

    @Test
    void aReferenceThatIsTakenRejectsItsLineAlone() {
        stored(handler, defined("A"));
        stored(handler, ordered("2014/1"));

        List<Outcome> outcomes = batch(ordered("2014/2"), ordered("2014/1"), ordered("2014/2"), ordered("2014/3"));

        assertThat(outcomes)
                .extracting(o -> o instanceof Outcome.Rejected ? code(o) : "stored")
                .containsExactly("stored", "EVT-009", "EVT-009", "stored");
    }

    @Test
    void sameKeyTwiceInABatchIsADuplicateAndWithAnotherBodyAProblem() {
        ObjectNode first = defined("A");
        ObjectNode other = first.deepCopy();
        other.withObject("data").put("name", "Other");

        List<Outcome> outcomes = batch(first, first.deepCopy(), other);

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Stored.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Duplicate.class);
        assertThat(code(outcomes.get(2))).isEqualTo("EVT-004");
    }

    @Test
    void aDryRunCountsEarlierLinesAcrossChunks() {
        BatchHandler.DryRun dry = new BatchHandler(handler).dryRun();

        assertThat(dry.chunk(lines(defined("A")))).hasOnlyElementsOfType(Outcome.Valid.class);
        assertThat(dry.chunk(lines(painted("A")))).hasOnlyElementsOfType(Outcome.Valid.class);
        assertThat(store.appended).isZero();
    }

    @SuppressWarnings("InfiniteRecursion") // which is what it is for
    private static int endless(int n) {
        return n + endless(n + 1);
    }

    /** What goes wrong with one fact, by the name of its widget. */
    private static Map<String, Runnable> faults() {
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put("divides", () -> {
            throw new ArithmeticException("Jane Citizen / 0");
        });
        faults.put("recurs", () -> endless(0));
        faults.put("asserts", () -> {
            throw new AssertionError("Jane Citizen");
        });
        faults.put("links", () -> {
            throw new NoClassDefFoundError("Jane Citizen");
        });
        for (String at : List.of("fold", "form", "clock")) {
            faults.put(at + " it", () -> {
                throw new java.time.DateTimeException("Jane Citizen in 1850");
            });
        }
        return faults;
    }

    @Test
    void oneBadLineIsOneBadLineWhateverItThrows() {
        faults().forEach((name, fault) -> {
            try {
                Widgets.BROKEN.put(name, fault);
                String widget = name.replaceFirst("^(fold|form|clock) ", "");

                String code = name.replace(' ', '-');
                List<Outcome> outcomes = batch(defined("A-" + code), named("B-" + code, widget), defined("C-" + code));

                assertThat(outcomes.get(0)).as(name).isInstanceOf(Outcome.Stored.class);
                assertThat(code(outcomes.get(1))).as(name).isEqualTo("EVT-030");
                assertThat(((Outcome.Rejected) outcomes.get(1)).problem().status())
                        .isEqualTo(422);
                assertThat(outcomes.get(1).toString()).doesNotContain("Jane");
                assertThat(outcomes.get(2)).as(name).isInstanceOf(Outcome.Stored.class);
                assertThat(code(handle(handler, named("D-" + code, widget))))
                        .as(name)
                        .isEqualTo("EVT-030");
                assertThat(new BatchHandler(handler).dryRun().chunk(lines(named("E", widget))))
                        .as(name)
                        .singleElement()
                        .satisfies(outcome -> assertThat(code(outcome)).isEqualTo("EVT-030"));
                assertThat(store.read("widget/B-" + code, 1)).as(name).isEmpty();
            } finally {
                Widgets.BROKEN.clear();
            }
        });
    }

    @Test
    void memoryThatRunsOutIsSaidToPass() {
        Widgets.BROKEN.put("large", () -> {
            throw new OutOfMemoryError("invented");
        });
        try {
            assertThat(((Outcome.Rejected) handle(handler, named("A", "large")))
                            .problem()
                            .status())
                    .isEqualTo(503);
        } finally {
            Widgets.BROKEN.clear();
        }
    }

    @Test
    void aLineThatTheStoreCannotTakeIsItsOwnProblem() {
        // Given a store to which one stream's values are wrong
        store.refused = "widget/B";

        List<Outcome> outcomes = batch(defined("A"), defined("B"), defined("C"));

        assertThat(outcomes)
                .extracting(o -> o instanceof Outcome.Rejected ? code(o) : "stored")
                .containsExactly("stored", "EVT-030", "stored");
        assertThat(code(handle(handler, defined("B")))).isEqualTo("EVT-030");
    }

    @Test
    void whatWasStoredWhileItWasDecidedOnIsADuplicateAndNotRefused() {
        // Given the same upload sent twice: the second reads the keys, and then the first is stored
        ObjectNode first = defined("A");
        ObjectNode second = painted("A");
        store.afterKeys = () -> {
            CommandHandler other = handler(store);
            stored(other, first);
            stored(other, second);
        };

        List<Outcome> outcomes = batch(first.deepCopy(), second.deepCopy(), painted("NONE"));

        assertThat(outcomes.subList(0, 2)).allMatch(Outcome.Duplicate.class::isInstance);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void theTokensOfALineNameEveryShardItWroteTo() {
        stored(handler, defined("A"));
        stored(handler, defined("HUB"));

        Outcome.Stored line = (Outcome.Stored)
                batch(painted("A"), joined("A", "HUB"), painted("HUB")).get(1);

        assertThat(line.positions())
                .extracting(ConsistencyToken::toString)
                .containsExactly(
                        "initiative/" + Shards.of("widget/A") + "/"
                                + store.read("widget/A", 3).getFirst().position(),
                        "initiative/" + Shards.of("widget/HUB") + "/"
                                + store.read("widget/HUB", 2).getFirst().position());
    }

    @Test
    void afterAConflictOnlyWhatIsNewIsFolded() {
        // Given a stream with a history, in the memory of two replicas
        CommandHandler other = handler(store);
        stored(handler, defined("A"));
        for (int i = 0; i < 50; i++) {
            stored(handler, painted("A"));
        }
        stored(other, painted("A"));
        store.events = 0;

        // When they write in turn
        for (int i = 0; i < 10; i++) {
            stored(handler, painted("A"));
            stored(other, painted("A"));
        }

        // Then each read what the other wrote, and no more
        assertThat(store.events).isEqualTo(20);
    }

    @Test
    void aHistoryThatWasMovedBackIsFoldedAnew() {
        // Given a replica that has seen more than the store now holds
        Interrupted restored = new Interrupted();
        CommandHandler before = handler(restored);
        stored(before, defined("A"));
        stored(before, painted("A"));
        restored.store = new InMemoryEventStore();
        stored(handler(restored), defined("A"));

        assertThat(stored(before, painted("A")).version()).isEqualTo(2);
    }

    @Test
    void aChunkHoldsOneStateOfAStreamWhileItIsStored() {
        // Given a handler that keeps nothing in memory, and a widget
        List<WeakReference<Object>> states = new ArrayList<>();
        CommandHandler forgetful = new CommandHandler(
                new Aggregates("initiative", List.of(watched(Widgets.AGGREGATE, states), Orders.AGGREGATE)),
                store,
                List.of(),
                Runnable::run,
                Clock.systemUTC(),
                UuidCreator::getTimeOrderedEpoch,
                new EventIds(),
                1_000,
                1);
        stored(forgetful, defined("A"));

        // When fifty lines of one chunk paint it
        AtomicLong held = new AtomicLong();
        store.beforeAppend = () -> held.set(held(states));
        Postings postings = new Postings(forgetful.aggregates());
        List<BatchHandler.Line> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(new BatchHandler.Line(postings.event(painted("A"), CALLER, null), null));
        }
        List<Outcome> outcomes = new BatchHandler(forgetful).chunk(lines);

        // Then what it comes to is all that is held of it while it is stored, and each line knows where it stands
        assertThat(states.size()).isGreaterThan(50);
        assertThat(held).hasValue(1);
        assertThat(((Outcome.Stored) outcomes.getLast()).version()).isEqualTo(51);
    }

    @Test
    void linesThatComeToManyEventsAreAppendedInParts() {
        // Given facts that come to five thousand events each
        int many = 5_000;
        Aggregates aggregates =
                new Aggregates("initiative", List.of(repeating(Widgets.AGGREGATE, many), Orders.AGGREGATE));
        CommandHandler of = handler(aggregates, Runnable::run);
        Postings postings = new Postings(aggregates);
        List<BatchHandler.Line> lines = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lines.add(new BatchHandler.Line(postings.event(defined("W" + i), CALLER, null), null));
        }

        // When a dozen are sent together
        List<Outcome> outcomes = new BatchHandler(of).chunk(lines);

        // Then each is stored, in its order, and never more at once than may be held
        assertThat(outcomes)
                .extracting(outcome -> ((Outcome.Stored) outcome).stream())
                .containsExactlyElementsOf(
                        IntStream.range(0, 12).mapToObj(i -> "widget/W" + i).toList());
        assertThat(store.appended).isGreaterThan(1).isLessThan(12);
        assertThat(store.largest).isLessThan(BatchHandler.LARGEST + many * 1_000L);
        assertThat(store.versions(List.of("widget/W0", "widget/W11")).values()).containsOnly((long) many);
    }

    @Test
    void linesThatNeedManyLargeStatesAreDecidedInParts() {
        // Given a dozen widgets whose states are large together
        aDozenWidgets(BatchHandler.LARGEST_STATES / 4);
        store.appended = 0;

        // When each is painted by a line of one upload
        List<Outcome> outcomes =
                batch(IntStream.range(0, 12).mapToObj(i -> painted("W" + i)).toArray(ObjectNode[]::new));

        // Then four beside the largest are held at once, each of them once, and every line is stored
        assertThat(outcomes).allMatch(Outcome.Stored.class::isInstance);
        assertThat(store.appended).isEqualTo(3);
    }

    @Test
    void aDryRunIsRefusedWhereThePostIsWhateverIsInMemory() {
        // Given a code that another process stored
        CommandHandler other = handler(store);
        stored(other, defined("HUB"));

        // When it is tried in letters of another size by one that has never seen it
        List<Outcome> tried = new BatchHandler(handler).dryRun().chunk(lines(defined("hub")));

        // Then the dry run says what the post will
        assertThat(tried).map(CommandHandlerTest::code).containsExactly("EVT-018");
        assertThat(code(handle(handler, defined("hub")))).isEqualTo("EVT-018");
    }

    @Test
    void aDryRunHoldsSoMuchAndNoMore() {
        // Given a dozen widgets whose states are large together
        aDozenWidgets(BatchHandler.LARGEST_STATES / 4);

        // When lines that are refused look at each of them, and then each is painted, all in one dry run
        List<BatchHandler.Line> refused =
                lines(IntStream.range(0, 12).mapToObj(i -> defined("W" + i)).toArray(ObjectNode[]::new));
        List<BatchHandler.Line> painted =
                lines(IntStream.range(0, 12).mapToObj(i -> painted("W" + i)).toArray(ObjectNode[]::new));
        BatchHandler.DryRun dryRun = new BatchHandler(handler).dryRun();
        List<Outcome> first = dryRun.chunk(refused);
        List<Outcome> then = dryRun.chunk(painted);

        // Then what was only looked at is dropped, and what would be stored is held as far as it may be
        assertThat(first).map(CommandHandlerTest::code).containsOnly("WID-001");
        assertThat(then.subList(0, 5)).allMatch(Outcome.Valid.class::isInstance);
        assertThat(then.subList(6, 12)).map(CommandHandlerTest::code).containsOnly("EVT-019");
        // And a dry run of their own has room for them
        dryRun.close();
        assertThat(new BatchHandler(handler).dryRun().chunk(painted.subList(7, 11)))
                .allMatch(Outcome.Valid.class::isInstance);
    }

    @Test
    void whatIsSaidToHaveBeenMetDoesNotGrowWithWhatIsStored() {
        // Given a refusal that names all there is
        Aggregates aggregates = new Aggregates(
                "initiative", List.of(refusing(Widgets.AGGREGATE, "Open: " + "M".repeat(1_000_000)), Orders.AGGREGATE));

        Problem problem = ((Outcome.Rejected) handle(handler(aggregates, Runnable::run), defined("A"))).problem();

        assertThat(problem.detail())
                .hasSizeLessThanOrEqualTo(Deciding.LONGEST_DETAIL)
                .startsWith("Open: MMM")
                .endsWith("…");
    }

    @Test
    void whatManyAskForAtOnceIsFoldedOnce() throws Exception {
        // Given a stream that is not in memory, in a store that takes its time
        stored(handler, defined("A"));
        store.events = 0;
        store.slow = true;
        StateCache cache = handler(store).cache();
        Registered widgets = AGGREGATES.named("widget").orElseThrow();

        // When
        List<Future<Loaded>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> cache.current(widgets, "A")));
            }
        }

        // Then
        for (Future<Loaded> each : all) {
            assertThat(each.get().version()).isEqualTo(1);
        }
        assertThat(store.events).isEqualTo(1);
    }

    @Test
    void aLongStreamThatCameToLittleIsInMemory() {
        // Given a widget to which more has happened than all states may weigh together, and that is one widget
        CommandHandler of = withRoomFor(2_000, Runnable::run);
        Registered widgets = AGGREGATES.named("widget").orElseThrow();
        stored(of, defined("A"));
        for (int i = 0; i < 90; i++) {
            stored(of, painted("A"));
        }
        of.cache().current(widgets, "A");

        // When
        store.events = 0;
        of.cache().current(widgets, "A");
        stored(of, painted("A"));

        // Then
        assertThat(store.events).isZero();
        assertThat(of.cache().current(widgets, "A").version()).isEqualTo(92);
    }

    @Test
    void whatIsTooLargeToBeKeptIsFoldedForAllWhoAskMeanwhile() throws Exception {
        // Given a widget that is larger than any that is kept, in a store that takes its time
        CommandHandler of = withRoomFor(10, Runnable::run);
        stored(handler, defined("A"));
        stored(handler, painted("A"));
        Registered widgets = AGGREGATES.named("widget").orElseThrow();
        store.events = 0;
        store.slow = true;

        // When
        List<Future<Loaded>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> of.cache().current(widgets, "A")));
            }
        }

        // Then a few times for those who came later, and not once for each
        for (Future<Loaded> each : all) {
            assertThat(each.get().version()).isEqualTo(2);
        }
        assertThat(store.events).isLessThan(2 * 200 / 4);
    }

    @Test
    void whoWaitsForATurnKeepsNobodyOfItsStreamWaiting() throws Exception {
        // Given an agency whose turn is taken
        Aggregates aggregates = new Aggregates(
                "initiative", List.of(repeating(Widgets.AGGREGATE, Deciding.VERY_MANY + 1), Orders.AGGREGATE));
        stored(handler, defined("A"));
        Postings postings = new Postings(aggregates);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CommandHandler of = handler(aggregates, threads);
            of.large().patience(Duration.ofHours(1));
            LargeDecisions.Turn taken = of.large().take("POLICE", () -> false);

            // When it posts to a stream, and a partner after it
            CompletableFuture<Outcome> first = of.handle(
                            postings.event(painted("A"), new Caller("POLICE", "x", CALLER.roles()), null))
                    .toCompletableFuture();
            CompletableFuture<Outcome> partner = of.handle(
                            postings.event(painted("A"), new Caller("HEALTH", "y", CALLER.roles()), null))
                    .toCompletableFuture();

            // Then the partner's is stored meanwhile, and the first is decided on what that came to
            assertThat(partner.get(1, TimeUnit.MINUTES)).isInstanceOf(Outcome.Stored.class);
            assertThat(first).isNotDone();
            taken.close();
            assertThat(code(first.get(1, TimeUnit.MINUTES))).isEqualTo("WID-004");
        }
    }

    @Test
    void aDryRunKeepsItsTurnForNoLongerThanItNeedsIt() throws Exception {
        // Given a dry run that came to very many events, and holds the little that they came to
        Aggregates aggregates = new Aggregates(
                "initiative", List.of(repeating(Widgets.AGGREGATE, Deciding.VERY_MANY + 1), Orders.AGGREGATE));
        CommandHandler of = handler(aggregates, Runnable::run);
        Postings postings = new Postings(aggregates);
        AtomicBoolean gone = new AtomicBoolean();
        try (BatchHandler.DryRun dryRun = new BatchHandler(of).dryRun(gone::get)) {
            BatchHandler.Line line = new BatchHandler.Line(postings.event(defined("A"), CALLER, null), null);
            assertThat(dryRun.chunk(List.of(line)).getFirst()).isInstanceOf(Outcome.Valid.class);

            // Then another of the agency has its turn
            LargeDecisions.Turn another = Objects.requireNonNull(of.large().takeAtOnce("POLICE"));

            // When there is none, it waits for one once, and not for each line
            of.large().patience(Duration.ofMillis(20));
            BatchHandler.Line second = new BatchHandler.Line(postings.event(defined("B"), CALLER, null), null);
            assertThat(code(dryRun.chunk(List.of(second)).getFirst())).isEqualTo("STORE-005");
            of.large().patience(Duration.ofHours(1));
            BatchHandler.Line third = new BatchHandler.Line(postings.event(defined("C"), CALLER, null), null);
            assertThat(CompletableFuture.supplyAsync(
                                    () -> dryRun.chunk(List.of(third)).getFirst())
                            .get(1, TimeUnit.MINUTES))
                    .extracting(CommandHandlerTest::code)
                    .isEqualTo("STORE-005");
            another.close();
            assertThat(dryRun.chunk(List.of(third)).getFirst()).isInstanceOf(Outcome.Valid.class);

            // When whoever sent it has gone, nothing more is tried
            gone.set(true);
            assertThat(code(dryRun.chunk(List.of(line)).getFirst())).isEqualTo("REQ-011");
        }
    }

    @Test
    void whatTakesItsTimeIsNotDecidedOnTheEventLoop() {
        // Given a handler on an event loop, which hands on what it has no time for
        AtomicLong handedOn = new AtomicLong();
        Executor threads = task -> {
            handedOn.incrementAndGet();
            task.run();
        };
        CommandHandler loop = handler(AGGREGATES, threads);
        stored(loop, defined("SMALL"));
        stored(loop, defined("LARGE"));
        handedOn.set(0);

        // When a small state is decided on, it is decided at once
        stored(loop, painted("SMALL"));
        assertThat(handedOn).hasValue(0);

        // When it has grown large, it is handed on
        Loaded grown = loop.cache().current(AGGREGATES.named("widget").orElseThrow(), "LARGE");
        loop.cache()
                .keep(List.of(new Loaded(
                        grown.aggregate(),
                        grown.id(),
                        grown.version(),
                        grown.hash(),
                        grown.state(),
                        Deciding.LARGE + 1,
                        grown.synthetic())));
        stored(loop, painted("LARGE"));
        assertThat(handedOn).hasValue(1);

        // When a decision comes to many events, it is handed on
        handedOn.set(0);
        CommandHandler many = handler(
                new Aggregates(
                        "initiative", List.of(repeating(Widgets.AGGREGATE, Deciding.MANY + 1), Orders.AGGREGATE)),
                threads);
        stored(many, defined("MANY"));
        assertThat(handedOn).hasValue(1);
    }

    @Test
    void decisionsThatComeToVeryManyEventsAreHeldAFewAtATime() throws Exception {
        // Given facts that come to more events than are made without a turn, in a store that takes its time
        Aggregates aggregates = new Aggregates(
                "initiative", List.of(repeating(Widgets.AGGREGATE, Deciding.VERY_MANY + 1), Orders.AGGREGATE));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        store.beforeAppend = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            now.decrementAndGet();
        };
        Postings postings = new Postings(aggregates);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CommandHandler of = handler(aggregates, threads);
            of.large().patience(Duration.ofMinutes(2));

            // When four agencies post ten each, as single facts and as lines
            List<Future<Outcome>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Posting posting = postings.event(
                        defined("W" + i), new Caller("AGENCY-" + i % 4, "somebody", CALLER.roles()), null);
                boolean single = i < 20;
                all.add(threads.submit(() -> single
                        ? of.handle(posting).toCompletableFuture().join()
                        : new BatchHandler(of)
                                .chunk(List.of(new BatchHandler.Line(posting, null)))
                                .getFirst()));
            }

            // Then each is stored, and two are held at once at most
            for (Future<Outcome> each : all) {
                assertThat(each.get()).isInstanceOf(Outcome.Stored.class);
            }
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void whoseTurnDoesNotComeIsToldToComeAgainAndNothingIsStored() {
        // Given that others hold the turns
        Aggregates aggregates = new Aggregates(
                "initiative", List.of(repeating(Widgets.AGGREGATE, Deciding.VERY_MANY + 1), Orders.AGGREGATE));
        CommandHandler of = handler(aggregates, Runnable::run);
        of.large().patience(Duration.ofMillis(20));
        LargeDecisions.Turn own = of.large().take("POLICE", () -> false);

        // When the agency that has one sends another, in whatever way
        assertThat(everyWay(of, "A")).map(CommandHandlerTest::code).containsOnly("STORE-005");

        // When all have one
        own.close();
        LargeDecisions.Turn first = of.large().take("HEALTH", () -> false);
        LargeDecisions.Turn second = of.large().take("JUSTICE", () -> false);
        List<Outcome> none = everyWay(of, "A");
        assertThat(none).map(CommandHandlerTest::code).containsOnly("STORE-004");
        Problem problem = ((Outcome.Rejected) none.getFirst()).problem();
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.retryAfter()).isNotNull();

        // Then nothing is stored, what is small is stored meanwhile, and afterwards what is large, time after time
        assertThat(store.appended).isZero();
        assertThat(handle(of, painted("NONE"))).isInstanceOf(Outcome.Rejected.class);
        stored(handler, defined("SMALL"));
        first.close();
        second.close();
        for (String code : List.of("A", "B", "C")) {
            List<Outcome> all = everyWay(of, code);
            assertThat(all.get(0)).isInstanceOf(Outcome.Valid.class);
            assertThat(((Outcome.Valid) all.get(0)).types()).hasSize(Answers.NAMED);
            assertThat(all.subList(1, 3)).allMatch(Outcome.Stored.class::isInstance);
        }
    }

    /** Tried, as a line, and as a single fact. */
    private static List<Outcome> everyWay(CommandHandler of, String code) {
        Postings postings = new Postings(of.aggregates());
        BatchHandler batches = new BatchHandler(of);
        try (BatchHandler.DryRun dryRun = batches.dryRun()) {
            List<Outcome> all = new ArrayList<>();
            all.addAll(dryRun.chunk(
                    List.of(new BatchHandler.Line(postings.event(defined(code + "1"), CALLER, null), null))));
            dryRun.close();
            all.addAll(batches.chunk(
                    List.of(new BatchHandler.Line(postings.event(defined(code + "2"), CALLER, null), null))));
            all.add(handle(of, defined(code + "3")));
            return all;
        }
    }

    @Test
    void withoutATurnLinesAreAppendedInSmallerParts() {
        // Given facts that come to two hundred events each, and that another request of the agency has its turn
        Aggregates aggregates =
                new Aggregates("initiative", List.of(repeating(Widgets.AGGREGATE, 200), Orders.AGGREGATE));
        CommandHandler of = handler(aggregates, Runnable::run);
        Postings postings = new Postings(aggregates);
        List<BatchHandler.Line> lines = IntStream.range(0, 20)
                .mapToObj(i -> new BatchHandler.Line(postings.event(defined("W" + i), CALLER, null), null))
                .toList();
        LargeDecisions.Turn turn = of.large().take("POLICE", () -> false);

        // When lines are sent, then the first of them are stored as far as they may be held, and are told at once
        List<Outcome> first = new BatchHandler(of).beginning(lines, () -> false);
        assertThat(first).hasSizeBetween(2, 10).allMatch(Outcome.Stored.class::isInstance);

        // When it is the agency's turn, all of the others are
        turn.close();
        assertThat(new BatchHandler(of).beginning(lines.subList(first.size(), 20), () -> false))
                .hasSize(20 - first.size())
                .allMatch(Outcome.Stored.class::isInstance);
    }

    @Test
    void withoutATurnFewStatesAreHeld() {
        // Given a dozen widgets, two of whose states are what is held without a turn, beside the largest
        aDozenWidgets(BatchHandler.LARGEST_STATES / 32);
        List<BatchHandler.Line> lines =
                lines(IntStream.range(0, 12).mapToObj(i -> painted("W" + i)).toArray(ObjectNode[]::new));
        handler.large().patience(Duration.ofMillis(20));
        LargeDecisions.Turn another = handler.large().take("POLICE", () -> false);

        // When another request of the agency has its turn, then as many of the lines are tried, and stored, as may be
        // held
        try (BatchHandler.DryRun dryRun = new BatchHandler(handler).dryRun()) {
            List<Outcome> tried = dryRun.chunk(lines);
            assertThat(tried.subList(0, 3)).allMatch(Outcome.Valid.class::isInstance);
            assertThat(tried.subList(4, 12)).map(CommandHandlerTest::code).containsOnly("STORE-005");
        }
        assertThat(new BatchHandler(handler).beginning(lines, () -> false))
                .hasSizeBetween(2, 4)
                .allMatch(Outcome.Stored.class::isInstance);

        // When it is the agency's turn, all of them are
        another.close();
        try (BatchHandler.DryRun dryRun = new BatchHandler(handler).dryRun()) {
            assertThat(dryRun.chunk(lines)).noneMatch(Outcome.Rejected.class::isInstance);
        }
        assertThat(new BatchHandler(handler).beginning(lines, () -> false)).hasSize(12);
    }

    @Test
    void whatWaitsInLineIsNotBegunWhenWhoSentItHasGone() {
        // Given a fact that waits for another of its stream
        stored(handler, defined("A"));
        Deque<Runnable> later = new ArrayDeque<>();
        CommandHandler of = handler(AGGREGATES, later::add);
        Postings postings = new Postings(AGGREGATES);
        CompletionStage<Outcome> first = of.handle(postings.event(painted("A"), CALLER, null));
        CompletionStage<Outcome> second = of.handle(postings.event(painted("A"), CALLER, null), () -> true);

        while (!later.isEmpty()) {
            later.poll().run();
        }

        assertThat(first.toCompletableFuture().join()).isInstanceOf(Outcome.Stored.class);
        assertThat(code(second.toCompletableFuture().join())).isEqualTo("REQ-011");
        assertThat(store.versions(List.of("widget/A"))).containsValue(2L);
    }

    @Test
    void idsOfEventsAreInOrderAndNoTwoAreAlike() throws Exception {
        EventIds ids = new EventIds();
        List<Future<List<UUID>>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() ->
                        IntStream.range(0, 20_000).mapToObj(n -> ids.get()).toList()));
            }
        }
        Set<UUID> different = new HashSet<>();
        for (Future<List<UUID>> each : all) {
            assertThat(each.get()).allMatch(id -> id.version() == 7 && id.variant() == 2);
            assertThat(each.get().stream().map(UUID::toString).toList()).isSorted();
            different.addAll(each.get());
        }
        assertThat(different).hasSize(80_000);
    }

    private enum Open implements Rejection {
        OPEN;

        @Override
        public Rule rule() {
            return new Rule("WID-099", Kind.CONFLICT, "Something is open", "Close it");
        }
    }

    // --- words of the tests

    /** The same, and each decision comes to so many of its events. */
    private static <S, C, E> Aggregate<S, C, E> repeating(Aggregate<S, C, E> of, int times) {
        return like(
                of,
                (now, command, at) -> of.decide(now, command, at) instanceof Decision.Happened<E> happened
                        ? new Decision.Happened<>(
                                Collections.nCopies(times, happened.events().getFirst()), List.of())
                        : of.decide(now, command, at),
                of::evolve);
    }

    /** The same, and everything is refused with these words. */
    private static <S, C, E> Aggregate<S, C, E> refusing(Aggregate<S, C, E> of, String detail) {
        return like(of, (now, command, at) -> Decision.refused(Open.OPEN, detail), of::evolve);
    }

    /** The same, and each state that it comes to is remembered, but not held. */
    private static <S, C, E> Aggregate<S, C, E> watched(Aggregate<S, C, E> of, List<WeakReference<Object>> states) {
        return like(of, of::decide, (now, event) -> {
            S next = of.evolve(now, event);
            states.add(new WeakReference<>(next));
            return next;
        });
    }

    /** The same, decided and evolved otherwise. */
    private static <S, C, E> Aggregate<S, C, E> like(
            Aggregate<S, C, E> of, Aggregate.Decide<S, C, E> decide, BiFunction<S, E, S> evolve) {
        return Aggregate.of(
                        of.name(),
                        of.collection(),
                        of.order(),
                        of.empty(),
                        of.commands(),
                        of.events(),
                        decide,
                        evolve,
                        of::publish)
                .publicToRead()
                .build();
    }

    /** How many can still be reached. */
    private static long held(List<WeakReference<Object>> states) {
        long held = states.size();
        for (int tries = 0; tries < 20 && held > 1; tries++) {
            System.gc();
            held = states.stream().filter(each -> each.get() != null).count();
        }
        return held;
    }

    private static ObjectNode named(String code, String name) {
        ObjectNode event = defined(code);
        event.withObject("data").put("name", name);
        return event;
    }

    private CommandHandler handler(Aggregates aggregates, Executor threads) {
        return new CommandHandler(
                aggregates, store, List.of(), threads, Clock.systemUTC(), UuidCreator::getTimeOrderedEpoch, 1_000);
    }

    /** With room for so many characters of events in memory. */
    private CommandHandler withRoomFor(long bytes, Executor threads) {
        return new CommandHandler(
                AGGREGATES,
                store,
                List.of(),
                threads,
                Clock.systemUTC(),
                UuidCreator::getTimeOrderedEpoch,
                UuidCreator::getTimeOrderedEpoch,
                1_000,
                bytes);
    }

    private static CommandHandler handler(EventStore store) {
        return new CommandHandler(
                AGGREGATES,
                store,
                List.of(),
                Runnable::run,
                Clock.systemUTC(),
                UuidCreator::getTimeOrderedEpoch,
                1_000);
    }

    private static Outcome handle(CommandHandler handler, ObjectNode event) {
        return handler.handle(new Postings(handler.aggregates()).event(event, CALLER, null))
                .toCompletableFuture()
                .join();
    }

    /** W0 to W11, each of whose states is so heavy. */
    private void aDozenWidgets(long weight) {
        Registered widgets = AGGREGATES.named("widget").orElseThrow();
        for (int i = 0; i < 12; i++) {
            stored(handler, defined("W" + i));
            Loaded small = handler.cache().current(widgets, "W" + i);
            handler.cache()
                    .keep(List.of(new Loaded(
                            widgets, small.id(), small.version(), small.hash(), small.state(), weight, false)));
        }
    }

    private static Outcome.Stored stored(CommandHandler handler, ObjectNode event) {
        Outcome outcome = handle(handler, event);
        assertThat(outcome).isInstanceOf(Outcome.Stored.class);
        return (Outcome.Stored) outcome;
    }

    private static String code(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).problem().code();
    }

    private List<Outcome> batch(ObjectNode... events) {
        return new BatchHandler(handler).chunk(lines(events));
    }

    private static List<BatchHandler.Line> lines(ObjectNode... events) {
        List<BatchHandler.Line> lines = new ArrayList<>();
        for (ObjectNode event : events) {
            lines.add(new BatchHandler.Line(new Postings(AGGREGATES).event(event, CALLER, null), null));
        }
        return lines;
    }

    private static ObjectNode defined(String code) {
        ObjectNode event = event("WidgetDefined", code);
        event.putObject("data").put("name", "Widget").put("weight", 5);
        return event;
    }

    private static ObjectNode painted(String code) {
        ObjectNode event = event("WidgetPainted", code);
        event.putObject("data").put("colour", "RED");
        return event;
    }

    private static ObjectNode joined(String code, String to) {
        ObjectNode event = event("WidgetsJoined", code);
        event.putObject("data").put("to", to);
        return event;
    }

    private static ObjectNode ordered(String reference) {
        ObjectNode event = event("OrderPlaced", null);
        event.put("externalref", reference);
        event.putObject("data").put("widget", "A");
        return event;
    }

    private static ObjectNode event(String name, @Nullable String subject) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tests")
                .put("type", "nz.flagships.initiative." + name + ".v1");
        if (subject != null) {
            event.put("subject", subject);
        }
        return event;
    }

    /** A store that now and then answers what the test wants. */
    private static final class Interrupted implements EventStore {
        private EventStore store = new InMemoryEventStore();
        private final Deque<AppendResult> answers = new ArrayDeque<>();
        private @Nullable RuntimeException failure;
        private @Nullable String refused;
        private @Nullable Runnable afterKeys;
        private @Nullable Runnable beforeAppend;
        private boolean slow;
        private int reads;
        private int events;
        private int appended;
        private long largest;

        @Override
        public CompletionStage<AppendResult> append(AppendItem item) {
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            AppendResult answer = answers.poll();
            if (answer != null) {
                return CompletableFuture.completedFuture(answer);
            }
            if (refused != null
                    && item.writes().stream().anyMatch(w -> w.stream().equals(refused))) {
                return CompletableFuture.failedFuture(new SQLException("(name)=(Jane Citizen)", "22021"));
            }
            appended++;
            largest = Math.max(
                    largest,
                    item.writes().stream()
                            .flatMap(write -> write.events().stream())
                            .mapToLong(event ->
                                    event.data().length() + event.metadata().length())
                            .sum());
            if (beforeAppend != null) {
                beforeAppend.run();
            }
            return store.append(item);
        }

        @Override
        public List<StoredEvent> read(String stream, long fromVersion) {
            reads++;
            return store.read(stream, fromVersion);
        }

        @Override
        public List<StoredEvent> read(String stream, long fromVersion, int most) {
            reads++;
            if (slow) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
            List<StoredEvent> page = store.read(stream, fromVersion, most);
            events += page.size();
            return page;
        }

        @Override
        public Map<String, Long> versions(Collection<String> streams) {
            reads++;
            return store.versions(streams);
        }

        @Override
        public Map<IdempotencyKey, StoredKey> keys(Collection<IdempotencyKey> keys) {
            reads++;
            Map<IdempotencyKey, StoredKey> found = store.keys(keys);
            Runnable then = afterKeys;
            afterKeys = null;
            if (then != null) {
                then.run();
            }
            return found;
        }

        @Override
        public Optional<String> claimed(String claim) {
            reads++;
            return store.claimed(claim);
        }

        @Override
        public List<String> meant(@Nullable String agency, @Nullable String stream, List<String> claims) {
            reads++;
            return store.meant(agency, stream, claims);
        }

        @Override
        public List<String> claims(String stream) {
            reads++;
            return store.claims(stream);
        }

        @Override
        public List<StoredEvent> log(int shard, long after, int limit) {
            return store.log(shard, after, limit);
        }

        @Override
        public List<ShardHead> heads() {
            return store.heads();
        }
    }
}
