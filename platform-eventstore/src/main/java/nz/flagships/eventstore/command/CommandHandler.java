package nz.flagships.eventstore.command;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Problem;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.store.StoreUnavailable;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.rest.Faults;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.Redacted;
import nz.flagships.rest.RequestRule;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a posting to its end: decides on what is in memory, appends, and answers after the commit.
 *
 * <p>When it has all it needs in memory it never blocks, so it may be called on the event loop; else it goes on on a
 * thread of its own. Postings for one stream go one after the other. A conflict is decided again on what is there then, unless the caller named a version; a refusal is
 * checked against the store first (was the fact stored before? has what it was refused on moved?), since what is in
 * memory may be behind.
 */
public final class CommandHandler {
    private static final Logger LOG = Logger.getLogger(CommandHandler.class);

    private static final long STACK_EVERY = Duration.ofMinutes(1).toNanos();
    private static final AtomicLong LAST_STACK = new AtomicLong(System.nanoTime() - 2 * STACK_EVERY);
    private static final long STATES_BYTES = 64L << 20;

    /** How often a posting is decided before it is given up as contended. */
    static final int MOST_TRIES = 8;

    private final Aggregates aggregates;
    private final EventStore store;
    private final StateCache cache;
    private final Deciding deciding;
    private final LargeDecisions large = new LargeDecisions();
    private final Executor threads;
    private final Clock clock;
    // The posting that is last in a line, while there is one.
    private final ConcurrentMap<String, CompletableFuture<@Nullable Void>> last = new ConcurrentHashMap<>();

    /**
     * @param threads where blocking work goes on: a virtual thread each
     * @param ids makes ids of aggregates and events, UUIDs version 7
     * @param statesInMemory how many aggregates are kept in memory
     */
    public CommandHandler(
            Aggregates aggregates,
            EventStore store,
            Collection<? extends ReferenceSource<?>> references,
            Executor threads,
            Clock clock,
            Supplier<UUID> ids,
            long statesInMemory) {
        this(aggregates, store, references, threads, clock, ids, ids, statesInMemory, STATES_BYTES);
    }

    /**
     * @param threads where blocking work goes on: a virtual thread each
     * @param ids makes ids of aggregates, UUIDs version 7
     * @param eventIds makes ids of events, UUIDs version 7
     * @param statesInMemory how many aggregates are kept in memory
     * @param statesBytes of how many bytes of events they may stem together
     */
    public CommandHandler(
            Aggregates aggregates,
            EventStore store,
            Collection<? extends ReferenceSource<?>> references,
            Executor threads,
            Clock clock,
            Supplier<UUID> ids,
            Supplier<UUID> eventIds,
            long statesInMemory,
            long statesBytes) {
        this.aggregates = aggregates;
        this.store = store;
        this.cache = new StateCache(store, statesInMemory, statesBytes);
        this.deciding = new Deciding(aggregates, references, ids, eventIds);
        this.threads = threads;
        this.clock = clock;
    }

    /** Handles a posting. The stage never fails: what goes wrong is a problem in the outcome. */
    public CompletionStage<Outcome> handle(Posting posting) {
        return handle(posting, () -> false);
    }

    /**
     * Handles a posting.
     *
     * @param gone whether whoever posted it has gone: what waited in line until then is not begun
     */
    public CompletionStage<Outcome> handle(Posting posting, BooleanSupplier gone) {
        Handling handling = new Handling(posting, gone);
        String line = line(posting);
        CompletableFuture<@Nullable Void> before = line == null ? null : last.put(line, handling.place);
        if (line != null) {
            handling.place.whenComplete((done, failure) -> last.remove(line, handling.place));
        }
        if (before == null) {
            attempt(handling, cache.inMemory(), 1);
        } else {
            // One after the other: else all but one would lose, again and again.
            before.whenCompleteAsync(
                    (done, failure) -> {
                        if (gone.getAsBoolean()) {
                            handling.complete(new Outcome.Rejected(RequestRule.UNAVAILABLE.problem()));
                        } else {
                            attempt(handling, cache.inMemory(), 1);
                        }
                    },
                    threads);
        }
        return handling.outcome;
    }

    /** A posting on its way. */
    private static final class Handling {
        private final Posting posting;
        private final BooleanSupplier gone;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        /** Its place in a line: completed when whoever stands behind it may go on. */
        private final CompletableFuture<@Nullable Void> place = new CompletableFuture<>();

        Handling(Posting posting, BooleanSupplier gone) {
            this.posting = posting;
            this.gone = gone;
        }

        void complete(Outcome done) {
            outcome.complete(done);
            leaveLine();
        }

        void leaveLine() {
            place.complete(null);
        }
    }

    /**
     * In which line a posting stands: that of the stream it writes to, where it can be told without a look at anything. Of
     * what not everybody may know each agency has a line of its own: by waiting behind another it would learn that there is
     * something, and could keep the other waiting.
     */
    private static @Nullable String line(Posting posting) {
        Registered aggregate = posting.fact().aggregate();
        if (posting.subject() == null
                || aggregate.aggregate().ids() != Ids.CODE
                        && posting.fact().fact().begins()) {
            return null;
        }
        String stream = aggregate.stream(posting.subject());
        return aggregate.aggregate().isForParties() ? posting.agency() + " " + stream : stream;
    }

    private void attempt(Handling handling, States states, int tries) {
        Posting posting = handling.posting;
        try {
            switch (deciding.decide(posting, states, clock.instant(), false)) {
                case Verdict.Accepted accepted -> append(handling, accepted, tries, null);
                case Verdict.Large much -> inTurn(handling, tries);
                case Verdict.Refused refused -> threads.execute(() -> confirm(handling, refused, tries));
            }
        } catch (States.NotInMemory e) {
            try {
                threads.execute(() -> attempt(handling, cache.loading(), tries));
            } catch (RejectedExecutionException leaving) {
                handling.complete(new Outcome.Rejected(KernelRule.STORE_AWAY.problem()));
            }
        } catch (RuntimeException | Error e) {
            handling.complete(new Outcome.Rejected(failed(e)));
        }
    }

    /** Decides on what comes to very many events, when it is its turn. Blocks. */
    private void inTurn(Handling handling, int tries) {
        Posting posting = handling.posting;
        LargeDecisions.Turn turn;
        try {
            // Whoever stands behind it, of another agency perhaps, does not wait for that; what they store is decided
            // on.
            handling.leaveLine();
            turn = large.take(posting.agency(), handling.gone);
        } catch (ProblemException e) {
            handling.complete(new Outcome.Rejected(e.problem()));
            return;
        }
        boolean handedOn = false;
        try {
            switch (deciding.decide(posting, cache.loading(), clock.instant(), true)) {
                case Verdict.Accepted accepted -> {
                    append(handling, accepted, tries, turn);
                    handedOn = true;
                }
                case Verdict.Refused refused -> threads.execute(() -> confirm(handling, refused, tries));
                case Verdict.Large much -> throw new IllegalStateException("It was its turn");
            }
        } finally {
            if (!handedOn) {
                turn.close();
            }
        }
    }

    /** @param turn given back when the events are stored or dropped, where it took one */
    private void append(Handling handling, Verdict.Accepted accepted, int tries, LargeDecisions.@Nullable Turn turn) {
        Posting posting = handling.posting;
        store.append(accepted.item(posting)).whenComplete((result, failure) -> {
            if (turn != null) {
                turn.close();
            }
            try {
                if (failure == null) {
                    settle(handling, accepted, result, tries);
                } else {
                    handling.complete(new Outcome.Rejected(notAppended(posting, failure)));
                }
            } catch (RuntimeException | Error e) {
                // As when the threads are gone with the service: whoever waits is told.
                handling.complete(new Outcome.Rejected(failed(e)));
            }
        });
    }

    private void settle(Handling handling, Verdict.Accepted accepted, AppendResult result, int tries) {
        Posting posting = handling.posting;
        switch (result) {
            case AppendResult.Appended(var positions) -> {
                stored(accepted);
                handling.complete(stored(accepted, positions));
            }
            case AppendResult.Duplicate(var stored) -> handling.complete(known(posting, stored.get(posting.key())));
            case AppendResult.Conflict(var streams) -> {
                cache.behind(streams);
                again(handling, tries);
            }
            case AppendResult.ClaimTaken(var claim, var stream) -> {
                cache.keepClaim(claim, stream);
                // A retry of the post that took it is a duplicate; the store says so for the key, if it was stored.
                Verdict.Refused taken = new Verdict.Refused(Deciding.taken(posting, claim, stream), Map.of());
                threads.execute(() -> confirm(handling, taken, tries));
            }
            case AppendResult.Overloaded() -> handling.complete(new Outcome.Rejected(KernelRule.QUEUE_FULL.problem()));
        }
    }

    private void again(Handling handling, int tries) {
        if (tries >= MOST_TRIES) {
            handling.complete(new Outcome.Rejected(KernelRule.CONTENDED.problem()));
        } else {
            threads.execute(() -> attempt(handling, cache.loading(), tries + 1));
        }
    }

    /** Blocks. */
    private void confirm(Handling handling, Verdict.Refused refused, int tries) {
        Posting posting = handling.posting;
        try {
            StoredKey stored = store.keys(List.of(posting.key())).get(posting.key());
            if (stored != null) {
                handling.complete(known(posting, stored));
                return;
            }
            List<String> moved = cache.moved(refused.lookedAt());
            if (moved.isEmpty()) {
                handling.complete(new Outcome.Rejected(refused.problem()));
            } else {
                cache.behind(moved);
                again(handling, tries);
            }
        } catch (RuntimeException | Error e) {
            handling.complete(new Outcome.Rejected(failed(e)));
        }
    }

    void stored(Verdict.Accepted accepted) {
        cache.keep(accepted.moved());
        accepted.claims().forEach(claim -> cache.keepClaim(claim.value(), claim.stream()));
    }

    private Outcome.Stored stored(Verdict.Accepted accepted, List<AppendResult.Positions> positions) {
        return new Outcome.Stored(
                accepted.own(),
                positions.getFirst().version(),
                furthest(positions.stream()
                        .map(p -> new ConsistencyToken(aggregates.service(), p.shard(), p.last()))
                        .toList()),
                accepted.writes().getFirst().events().stream()
                        .map(e -> e.type())
                        .toList());
    }

    /** One position a shard, the last, in the order in which the shards come first. */
    static List<ConsistencyToken> furthest(List<ConsistencyToken> all) {
        Map<Integer, ConsistencyToken> last = new LinkedHashMap<>();
        all.forEach(token -> last.merge(token.shard(), token, ConsistencyToken::orLater));
        return List.copyOf(last.values());
    }

    /** What is answered where something is stored under the key already. */
    Outcome known(Posting posting, @Nullable StoredKey stored) {
        if (stored == null) {
            return new Outcome.Rejected(KernelRule.CONTENDED.problem());
        }
        return posting.isSameAs(stored.fingerprint())
                ? new Outcome.Duplicate(
                        stored.stream(),
                        stored.version(),
                        new ConsistencyToken(aggregates.service(), stored.shard(), stored.position()))
                : new Outcome.Rejected(posting.anotherFact());
    }

    /** Whether the store, or what is read on the way to a decision, is away: then so is its answer, for a while. */
    static boolean isAway(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof StoreUnavailable || Faults.passes(cause);
    }

    /** The problem of a fact that nobody can decide on; logged with what was thrown and where, and no value. */
    static Problem undecidable(String type, Throwable failure) {
        Throwable cause = cause(failure);
        long now = System.nanoTime();
        long last = LAST_STACK.get();
        if (now - last > STACK_EVERY && LAST_STACK.compareAndSet(last, now)) {
            LOG.errorf(Redacted.of(cause), "A fact of type %s could not be decided on", type);
        } else {
            // Whoever posts a thousand of them must not fill the log.
            LOG.errorf("A fact of type %s could not be decided on: %s", type, Faults.named(cause));
        }
        return KernelRule.UNDECIDABLE.problem();
    }

    /** Why an item was not appended that no other one kept out: its own values, or else the store. */
    static Problem notAppended(Posting posting, Throwable failure) {
        return isBroken(failure) ? undecidable(posting.fact().type(), failure) : failed(failure);
    }

    /** Whether PostgreSQL, or the appender before it, refused the values of an item. */
    static boolean isBroken(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            // Data, integrity, and what is larger than an index or a row takes.
            return List.of("22", "23", "54").contains(sql.getSQLState().substring(0, 2));
        }
        return cause instanceof IllegalArgumentException;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The problem of what should not have happened; logged, without messages. */
    static Problem failed(Throwable failure) {
        Throwable cause = cause(failure);
        if (isAway(cause)) {
            LOG.warnf("The store cannot be reached: %s", Faults.named(cause));
            return KernelRule.STORE_AWAY.problem();
        }
        LOG.error("A posting could not be handled", Redacted.of(cause));
        return RequestRule.BROKEN.problem();
    }

    Aggregates aggregates() {
        return aggregates;
    }

    EventStore store() {
        return store;
    }

    StateCache cache() {
        return cache;
    }

    Deciding deciding() {
        return deciding;
    }

    LargeDecisions large() {
        return large;
    }

    /** What the clock says that decisions are made by. */
    public Instant now() {
        return clock.instant();
    }

    Clock clock() {
        return clock;
    }
}
