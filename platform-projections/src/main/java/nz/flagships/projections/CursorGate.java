package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.rest.ConsistencyGate;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits for cursors, for everybody at once: one thread is told of every commit of this process, asks PostgreSQL now and
 * then what other replicas have committed, and lets go whoever waited for it. Who waits holds no thread.
 */
@ApplicationScoped
class CursorGate implements ConsistencyGate {
    private static final Logger LOG = Logger.getLogger(CursorGate.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final Duration AFTER_A_FAULT = Duration.ofMillis(250);
    /** Beyond what is known to exist by more than any source commits to a shard before that is known. */
    private static final long FAR = 10_000;

    /** Of those without a token, so that they cannot keep others from waiting. */
    static final int MOST_UNKNOWN = 64;

    static final int MOST = 1024;

    private final ReaderState state;
    private final Sources sources;
    private final LogFollower follower;
    private final ReaderMetrics metrics;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private @Nullable Thread looking;

    @Inject
    CursorGate(ReaderState state, Sources sources, LogFollower follower, ReaderMetrics metrics) {
        this.state = state;
        this.sources = sources;
        this.follower = follower;
        this.metrics = metrics;
    }

    private record Waiting(List<ConsistencyToken> tokens, CompletableFuture<Answer> answer) {}

    @Override
    public CompletionStage<Answer> await(List<ConsistencyToken> tokens, Duration atMost, boolean known) {
        // Nothing that everybody may see rests on the others, so there is nothing to wait for.
        List<ConsistencyToken> read = tokens.stream()
                .filter(t -> sources.isRead(t.service()) && (known || PublicSources.contains(t.service())))
                .toList();
        if (read.stream().allMatch(this::isApplied)) {
            return done(Answer.APPLIED);
        }
        if (!atMost.isPositive() || state.isStopped() || isHopeless(read)) {
            return done(Answer.NOT_YET);
        }
        if (!enter(known)) {
            return done(Answer.TOO_MANY);
        }
        Waiting one = new Waiting(
                read,
                new CompletableFuture<Answer>()
                        .completeOnTimeout(Answer.NOT_YET, atMost.toMillis(), TimeUnit.MILLISECONDS));
        CompletionStage<Answer> answer = one.answer.whenComplete((a, fault) -> {
            waiting.remove(one);
            leave(known);
        });
        waiting.add(one);
        if (one.answer.isDone()) {
            waiting.remove(one);
        }
        wake();
        return answer;
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private boolean enter(boolean known) {
        if (all.incrementAndGet() > MOST) {
            all.decrementAndGet();
            return false;
        }
        if (!known && unknown.incrementAndGet() > MOST_UNKNOWN) {
            unknown.decrementAndGet();
            all.decrementAndGet();
            return false;
        }
        return true;
    }

    private void leave(boolean known) {
        all.decrementAndGet();
        if (!known) {
            unknown.decrementAndGet();
        }
    }

    private synchronized void wake() {
        if (looking == null || !looking.isAlive()) {
            looking = Thread.ofPlatform().daemon().name("reader-gate").start(this::look);
        }
        notifyAll();
    }

    private void look() {
        while (!state.isStopped()) {
            try {
                synchronized (this) {
                    if (waiting.isEmpty()) {
                        wait(TimeUnit.SECONDS.toMillis(1));
                        continue;
                    }
                }
                letGo();
                follower.wake();
                long asked = System.nanoTime();
                state.awaitCommit(LOOK_AGAIN);
                letGo();
                if (!waiting.isEmpty() && System.nanoTime() - asked >= LOOK_AGAIN.toNanos()) {
                    state.refresh();
                    letGo();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // Who waits is answered by the time that is up.
                metrics.fault("gate");
                LOG.debugf("Nobody can be let go just now: %s", Faults.named(e));
                pause();
            }
        }
        waiting.forEach(one -> one.answer.complete(Answer.NOT_YET));
    }

    private static void pause() {
        LockSupport.parkNanos(AFTER_A_FAULT.toNanos());
    }

    private void letGo() {
        for (Waiting one : waiting) {
            if (one.tokens.stream().allMatch(this::isApplied)) {
                one.answer.complete(Answer.APPLIED);
            } else if (one.tokens.stream().anyMatch(this::isHeldBack)) {
                one.answer.complete(Answer.NOT_YET);
            }
        }
    }

    private boolean isHopeless(List<ConsistencyToken> tokens) {
        return tokens.stream()
                .anyMatch(t -> isHeldBack(t) || t.position() > progress(t).seen() + FAR);
    }

    private boolean isApplied(ConsistencyToken token) {
        return progress(token).isApplied(token.position());
    }

    private boolean isHeldBack(ConsistencyToken token) {
        Progress progress = progress(token);
        return progress.isHalted() || progress.isParked(token.position());
    }

    private Progress progress(ConsistencyToken token) {
        return state.progress(new ShardKey(token.service(), token.shard()));
    }
}
