package nz.flagships.eventstore.command;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.Problem;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;

/**
 * Takes many postings to their end at once: decided in order, earlier ones counting for later ones, then appended as one
 * item, so that a series that receives a thousand lines is not a thousand transactions. A line that is refused leaves the
 * others alone. Where somebody else was quicker, the chunk is decided again, and in the end line by line.
 *
 * <p>Blocks; call it on a virtual thread.
 */
public final class BatchHandler {
    /** How many lines are appended as one. */
    public static final int CHUNK = 500;

    /**
     * Of how many characters events are that are appended as one, if more than one line comes to them. A line may come to ten
     * thousand events, as where an initiative ends; five hundred of those are more than there is memory for.
     */
    static final long LARGEST = 4L << 20;

    /** Of how many characters of events states may stem that are held at once, beside the largest. */
    static final long LARGEST_STATES = 16L << 20;

    /**
     * How much of each of these is held without a turn of {@link LargeDecisions}: as many requests as may be under way hold it
     * at once.
     */
    private static final int FEW_EVENTS = 2 * CHUNK;

    private static final long FEW = LARGEST / 4;
    private static final long FEW_STATES = LARGEST_STATES / 16;
    /** Of how many lines of a chunk that cannot be appended as one each is tried alone, before the others are tried as one. */
    private static final int ALONE = 50;

    private static final int MOST_TRIES = 3;
    private static final int MOST_WAITS = 40;
    private static final Duration WAIT = Duration.ofMillis(50);

    private final CommandHandler handler;

    public BatchHandler(CommandHandler handler) {
        this.handler = handler;
    }

    /**
     * A line of a batch.
     *
     * @param posting null where it could not be read
     * @param problem why it could not
     */
    public record Line(@Nullable Posting posting, @Nullable Problem problem) {}

    /** What an earlier line of the same key would have come to. */
    private record Said(byte[] fingerprint, Outcome.Valid would) {}

    /** Validates only; earlier lines count for later ones, over as many calls as are made on this. */
    public final class DryRun implements AutoCloseable {
        private final BooleanSupplier gone;
        private final AtomicReference<LargeDecisions.@Nullable Turn> turn = new AtomicReference<>();
        private volatile boolean over;
        /** Whether it holds so much that it needs its turn to its end. */
        private boolean keepsTurn;
        /** Why there was none; there is no second wait. */
        private @Nullable ProblemException noTurn;

        private final Overlay overlay = new Overlay(handler.cache().trying());
        private final Map<IdempotencyKey, Said> said = new HashMap<>();

        private DryRun(BooleanSupplier gone) {
            this.gone = gone;
        }

        /** Gives back the turn that it took, if it did; on any thread. */
        @Override
        public void close() {
            over = true;
            endTurn();
        }

        /** Waits for its turn, unless it has it; blocks, once. */
        private void turn(String agency) {
            if (turn.get() != null) {
                return;
            }
            if (noTurn == null) {
                try {
                    turn.set(handler.large().take(agency, gone));
                } catch (ProblemException e) {
                    noTurn = e;
                    throw e;
                }
            } else {
                LargeDecisions.Turn free = handler.large().takeAtOnce(agency);
                if (free == null) {
                    throw noTurn;
                }
                turn.set(free);
            }
            if (over) {
                close();
            }
        }

        /** What a line came to is not held, only the states after it: where those are few, it is another's turn. */
        private void giveBack() {
            if (turn.get() != null && !keepsTurn) {
                if (holdsMoreThan(FEW_STATES)) {
                    // What it would store only grows: to look again would read again, for each line, what is looked at.
                    keepsTurn = true;
                } else {
                    endTurn();
                }
            }
        }

        private void endTurn() {
            LargeDecisions.Turn taken = turn.getAndSet(null);
            if (taken != null) {
                taken.close();
            }
        }

        /** What would become of these lines. */
        public List<Outcome> chunk(List<Line> lines) {
            Map<IdempotencyKey, StoredKey> stored = keys(lines);
            List<Outcome> outcomes = new ArrayList<>();
            for (Line line : lines) {
                outcomes.add(
                        gone.getAsBoolean()
                                ? new Outcome.Rejected(RequestRule.UNAVAILABLE.problem())
                                : one(line, stored));
                giveBack();
            }
            return outcomes;
        }

        private Outcome one(Line line, Map<IdempotencyKey, StoredKey> stored) {
            Posting posting = line.posting();
            if (posting == null) {
                return new Outcome.Rejected(problem(line));
            }
            StoredKey before = stored.get(posting.key());
            if (before != null) {
                return handler.known(posting, before);
            }
            Said earlier = said.get(posting.key());
            if (earlier != null) {
                return MessageDigest.isEqual(earlier.fingerprint(), posting.fingerprint())
                        ? earlier.would()
                        : new Outcome.Rejected(posting.anotherFact());
            }
            try {
                if (isFull(posting.agency())) {
                    return new Outcome.Rejected(KernelRule.DRY_RUN_TOO_LARGE.problem());
                }
                Verdict verdict = decide(posting);
                if (verdict instanceof Verdict.Large) {
                    turn(posting.agency());
                    verdict = decide(posting);
                }
                return switch (verdict) {
                    case Verdict.Accepted accepted -> {
                        overlay.accept(accepted);
                        AppendItem.Write own = accepted.writes().getFirst();
                        Outcome.Valid would = new Outcome.Valid(
                                own.stream(),
                                accepted.told()
                                        ? own.expectedVersion() + own.events().size()
                                        : null,
                                own.events().stream()
                                        .limit(Answers.NAMED)
                                        .map(AppendItem.NewEvent::type)
                                        .toList());
                        said.put(posting.key(), new Said(posting.fingerprint(), would));
                        yield would;
                    }
                    case Verdict.Refused(var problem, var lookedAt) -> new Outcome.Rejected(problem);
                    case Verdict.Large much -> throw new IllegalStateException("It was its turn");
                };
            } catch (ProblemException e) {
                return new Outcome.Rejected(e.problem());
            } catch (RuntimeException | Error e) {
                return new Outcome.Rejected(
                        CommandHandler.isAway(e)
                                ? CommandHandler.failed(e)
                                : CommandHandler.undecidable(posting.fact().type(), e));
            }
        }

        private Verdict decide(Posting posting) {
            return handler.deciding().decide(posting, overlay, handler.clock().instant(), turn.get() != null);
        }

        /** Whether what lines would come to, and nobody stores, is as much as may be held. */
        private boolean isFull(String agency) {
            if (turn.get() == null && holdsMoreThan(FEW_STATES)) {
                turn(agency);
            }
            return holdsMoreThan(LARGEST_STATES);
        }

        /** What was only read is dropped before there is too much. */
        private boolean holdsMoreThan(long most) {
            if (overlay.weightBesideTheLargest() > most) {
                overlay.forgetWhatWasRead();
            }
            return overlay.weightBesideTheLargest() > most;
        }
    }

    /** Handles lines, at most {@link #CHUNK} at a time; the outcomes are in their order. */
    List<Outcome> chunk(List<Line> lines) {
        List<Outcome> outcomes = new ArrayList<>(lines.size());
        while (outcomes.size() < lines.size()) {
            outcomes.addAll(beginning(lines.subList(outcomes.size(), lines.size()), () -> false));
        }
        return outcomes;
    }

    /** Begins a dry run; to be closed. */
    public DryRun dryRun() {
        return dryRun(() -> false);
    }

    /**
     * Begins a dry run; to be closed.
     *
     * @param gone whether whoever sent it has gone
     */
    public DryRun dryRun(BooleanSupplier gone) {
        return new DryRun(gone);
    }

    /**
     * Handles as many of the first lines as may be appended together: one at least, and mostly all of them.
     *
     * @param lines at most {@link #CHUNK}
     * @param gone whether whoever sent them has gone
     * @return what became of these first lines, in their order
     */
    public List<Outcome> beginning(List<Line> lines, BooleanSupplier gone) {
        try {
            for (int tries = 0, waits = 0; tries < MOST_TRIES; tries++) {
                try (Chunk chunk = new Chunk(lines, gone)) {
                    if (!chunk.decide()) {
                        continue;
                    }
                    if (chunk.isEmpty()) {
                        return chunk.outcomes();
                    }
                    AppendResult result = handler.store()
                            .append(chunk.item())
                            .toCompletableFuture()
                            .join();
                    switch (result) {
                        case AppendResult.Appended(var positions) -> {
                            return chunk.appended(positions);
                        }
                        case AppendResult.Overloaded() -> {
                            // Whoever sends in bulk waits with us rather than getting 500 problems.
                            if (waits++ == MOST_WAITS) {
                                return chunk.rejected(KernelRule.QUEUE_FULL.problem());
                            }
                            LockSupport.parkNanos(WAIT.toNanos());
                            tries--;
                        }
                        case AppendResult.Conflict(var streams) ->
                            handler.cache().behind(streams);
                        case AppendResult.ClaimTaken(var claim, var stream) ->
                            handler.cache().keepClaim(claim, stream);
                        case AppendResult.Duplicate(var stored) -> {
                            // Stored meanwhile: the keys are read again.
                        }
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            if (CommandHandler.isAway(e)) {
                Problem problem = CommandHandler.failed(e);
                return lines.stream()
                        .<Outcome>map(line -> new Outcome.Rejected(line.problem() == null ? problem : line.problem()))
                        .toList();
            }
            // Some line is at fault, as when its values cannot be stored: it is found by trying each alone.
        }
        return lines.stream().limit(ALONE).map(this::alone).toList();
    }

    private Outcome alone(Line line) {
        Posting posting = line.posting();
        return posting == null
                ? new Outcome.Rejected(problem(line))
                : handler.handle(posting).toCompletableFuture().join();
    }

    private Map<IdempotencyKey, StoredKey> keys(List<Line> lines) {
        Set<IdempotencyKey> keys = new HashSet<>();
        for (Line line : lines) {
            if (line.posting() != null) {
                keys.add(line.posting().key());
            }
        }
        return keys.isEmpty() ? Map.of() : handler.store().keys(keys);
    }

    private static Problem problem(Line line) {
        if (line.problem() == null) {
            throw new IllegalArgumentException("A line has a posting or a problem");
        }
        return line.problem();
    }

    /** One time of deciding a chunk. */
    private final class Chunk implements AutoCloseable {
        private final List<Line> lines;
        private final BooleanSupplier gone;
        private LargeDecisions.@Nullable Turn turn;
        /** Why there was none; there is no second wait. */
        private @Nullable ProblemException noTurn;

        private final @Nullable Outcome[] outcomes;
        /**
         * By line, what it writes. Not the verdict: that has the state after the line, and five hundred states of one large
         * series are more than there is memory for. The overlay has the last of each stream, which is all that counts.
         */
        private final Map<Integer, List<AppendItem.Write>> accepted = new HashMap<>();

        private final int[] sameAs;
        /** How many lines, from the first, were decided: the others are for another chunk. */
        private int decided;

        private int made;
        private long weight;
        private final Overlay overlay = new Overlay(handler.cache().loading());
        private final Map<String, List<AppendItem.NewEvent>> events = new LinkedHashMap<>();
        private final Map<String, Long> expected = new HashMap<>();
        private final Map<String, Long> guards = new LinkedHashMap<>();
        private final Map<String, AppendItem.DeadlineRow> deadlines = new LinkedHashMap<>();
        private final List<AppendItem.NoticeRow> notices = new ArrayList<>();
        private final List<AppendItem.Key> keys = new ArrayList<>();
        private final List<AppendItem.Claim> claims = new ArrayList<>();

        Chunk(List<Line> lines, BooleanSupplier gone) {
            this.lines = lines;
            this.gone = gone;
            this.outcomes = new Outcome[lines.size()];
            this.sameAs = new int[lines.size()];
            Arrays.fill(sameAs, -1);
        }

        @Override
        public void close() {
            if (turn != null) {
                turn.close();
            }
        }

        private Verdict verdict(Posting posting) {
            Verdict verdict = verdict(posting, turn != null);
            if (!(verdict instanceof Verdict.Large)) {
                return verdict;
            }
            if (noTurn != null) {
                throw noTurn;
            }
            try {
                turn = handler.large().take(posting.agency(), gone);
            } catch (ProblemException e) {
                noTurn = e;
                throw e;
            }
            return verdict(posting, true);
        }

        private Verdict verdict(Posting posting, boolean inTurn) {
            return handler.deciding().decide(posting, overlay, handler.clock().instant(), inTurn);
        }

        /** Decides every line; false where a refusal rested on what has moved, so that all must be decided again. */
        boolean decide() {
            Map<IdempotencyKey, StoredKey> stored = keys(lines);
            foresee(stored);
            Map<IdempotencyKey, Integer> said = new HashMap<>();
            Map<String, Long> refusedOn = new HashMap<>();
            for (int i = 0; i < lines.size() && !isFull(); i++) {
                decided = i + 1;
                Posting posting = lines.get(i).posting();
                if (posting == null) {
                    outcomes[i] = new Outcome.Rejected(problem(lines.get(i)));
                    continue;
                }
                StoredKey before = stored.get(posting.key());
                if (before != null) {
                    outcomes[i] = handler.known(posting, before);
                    continue;
                }
                Integer earlier = said.get(posting.key());
                if (earlier != null) {
                    again(i, posting, earlier);
                    continue;
                }
                try {
                    switch (verdict(posting)) {
                        case Verdict.Large much -> throw new IllegalStateException("It was its turn");
                        case Verdict.Accepted yes -> {
                            accept(i, posting, yes);
                            said.put(posting.key(), i);
                        }
                        case Verdict.Refused(var problem, var lookedAt) -> {
                            outcomes[i] = new Outcome.Rejected(problem);
                            lookedAt.forEach((stream, version) -> {
                                if (!overlay.moved().containsKey(stream)) {
                                    refusedOn.putIfAbsent(stream, version);
                                }
                            });
                        }
                    }
                } catch (ProblemException e) {
                    outcomes[i] = new Outcome.Rejected(e.problem());
                } catch (RuntimeException | Error e) {
                    if (CommandHandler.isAway(e)) {
                        throw e;
                    }
                    outcomes[i] = new Outcome.Rejected(
                            CommandHandler.undecidable(posting.fact().type(), e));
                }
            }
            storedMeanwhile();
            if (!refusedOn.isEmpty()) {
                List<String> moved = handler.cache().moved(refusedOn);
                handler.cache().behind(moved);
                return moved.isEmpty();
            }
            return true;
        }

        /**
         * The keys were read before the states: what was stored between, as by the same upload sent twice, was refused
         * for what it did itself. Its key says so now.
         */
        private void storedMeanwhile() {
            List<Line> refused = new ArrayList<>();
            for (int i = 0; i < decided; i++) {
                if (lines.get(i).posting() != null && outcomes[i] instanceof Outcome.Rejected) {
                    refused.add(lines.get(i));
                }
            }
            Map<IdempotencyKey, StoredKey> stored = keys(refused);
            if (stored.isEmpty()) {
                return;
            }
            for (int i = 0; i < decided; i++) {
                Posting posting = lines.get(i).posting();
                StoredKey now = posting == null ? null : stored.get(posting.key());
                if (posting != null && now != null && outcomes[i] instanceof Outcome.Rejected) {
                    outcomes[i] = handler.known(posting, now);
                }
            }
        }

        /** One query for all streams that are not in memory, since most of them are new. */
        private void foresee(Map<IdempotencyKey, StoredKey> stored) {
            Map<String, Loaded> wanted = new HashMap<>();
            for (Line line : lines) {
                Posting posting = line.posting();
                if (posting != null
                        && posting.subject() != null
                        && !stored.containsKey(posting.key())
                        && posting.fact().aggregate().aggregate().ids() == Ids.CODE) {
                    Loaded empty = Loaded.empty(posting.fact().aggregate(), posting.subject());
                    wanted.put(empty.stream(), empty);
                }
            }
            overlay.absent(handler.cache().absent(wanted));
        }

        private void again(int i, Posting posting, int earlier) {
            Posting first = lines.get(earlier).posting();
            if (first != null && MessageDigest.isEqual(first.fingerprint(), posting.fingerprint())) {
                sameAs[i] = earlier;
            } else {
                outcomes[i] = new Outcome.Rejected(posting.anotherFact());
            }
        }

        private void accept(int i, Posting posting, Verdict.Accepted yes) {
            accepted.put(i, yes.writes());
            AppendItem.Write own = yes.writes().getFirst();
            keys.add(new AppendItem.Key(posting.key(), posting.fingerprint(), own.stream(), own.expectedVersion() + 1));
            for (AppendItem.Write write : yes.writes()) {
                expected.putIfAbsent(write.stream(), write.expectedVersion());
                events.computeIfAbsent(write.stream(), s -> new ArrayList<>()).addAll(write.events());
                made += write.events().size();
                for (AppendItem.NewEvent event : write.events()) {
                    weight += event.data().length() + event.metadata().length();
                }
            }
            yes.guards().forEach(guards::putIfAbsent);
            claims.addAll(yes.claims());
            notices.addAll(yes.notices());
            for (AppendItem.DeadlineRow row : yes.deadlines()) {
                deadlines.put(row.stream() + " " + row.key(), row);
            }
            overlay.accept(yes);
        }

        /** Whether what was decided is as much as may be held and appended together. */
        private boolean isFull() {
            if (turn == null
                    && decided > 0
                    && (made > FEW_EVENTS || weight > FEW || overlay.weightBesideTheLargest() > FEW_STATES)) {
                Posting last = lines.get(decided - 1).posting();
                turn = last == null ? null : handler.large().takeAtOnce(last.agency());
                if (turn == null) {
                    return true;
                }
            }
            return weight > LARGEST || overlay.weightBesideTheLargest() > LARGEST_STATES;
        }

        boolean isEmpty() {
            return keys.isEmpty();
        }

        AppendItem item() {
            List<AppendItem.Write> writes = new ArrayList<>();
            events.forEach(
                    (stream, all) -> writes.add(new AppendItem.Write(stream, expected.getOrDefault(stream, 0L), all)));
            List<AppendItem.Guard> held = new ArrayList<>();
            guards.forEach((stream, version) -> {
                if (!events.containsKey(stream)) {
                    held.add(new AppendItem.Guard(stream, version));
                }
            });
            return new AppendItem(keys, claims, writes, held, List.copyOf(deadlines.values()), notices);
        }

        List<Outcome> appended(List<AppendResult.Positions> positions) {
            handler.cache().keep(overlay.moved().values());
            claims.forEach(claim -> handler.cache().keepClaim(claim.value(), claim.stream()));
            Map<String, AppendResult.Positions> byStream = new HashMap<>();
            positions.forEach(p -> byStream.put(p.stream(), p));
            for (int i = 0; i < decided; i++) {
                List<AppendItem.Write> written = accepted.get(i);
                if (written != null) {
                    AppendItem.Write own = written.getFirst();
                    outcomes[i] = new Outcome.Stored(
                            own.stream(),
                            own.expectedVersion() + own.events().size(),
                            CommandHandler.furthest(written.stream()
                                    .map(write -> token(write, byStream.get(write.stream())))
                                    .toList()),
                            own.events().stream()
                                    .limit(Answers.NAMED)
                                    .map(AppendItem.NewEvent::type)
                                    .toList());
                }
            }
            for (int i = 0; i < decided; i++) {
                if (sameAs[i] >= 0 && outcomes[sameAs[i]] instanceof Outcome.Stored first) {
                    outcomes[i] = new Outcome.Duplicate(
                            first.stream(), first.version(), first.positions().getFirst());
                }
            }
            return outcomes();
        }

        List<Outcome> rejected(Problem problem) {
            for (int i = 0; i < decided; i++) {
                if (outcomes[i] == null) {
                    outcomes[i] = new Outcome.Rejected(problem);
                }
            }
            return outcomes();
        }

        /** Where the last event of a line's write stands. */
        private ConsistencyToken token(AppendItem.Write write, AppendResult.@Nullable Positions at) {
            if (at == null) {
                throw new IllegalStateException("The store gave no position for what it stored");
            }
            long after = write.expectedVersion() + write.events().size() - expected.getOrDefault(write.stream(), 0L);
            return new ConsistencyToken(handler.aggregates().service(), at.shard(), at.first() + after - 1);
        }

        List<Outcome> outcomes() {
            List<Outcome> all = new ArrayList<>();
            for (Outcome outcome : Arrays.asList(outcomes).subList(0, decided)) {
                if (outcome == null) {
                    throw new IllegalStateException("A line has no outcome");
                }
                all.add(outcome);
            }
            return all;
        }
    }
}
