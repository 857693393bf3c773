package nz.flagships.projections;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.rest.ConsistencyGate;

/**
 * Waits for cursors: told of every commit of this process, and asking PostgreSQL now and then what other replicas have
 * committed.
 */
@ApplicationScoped
class CursorGate implements ConsistencyGate {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final Reader reader;
    private final Sources sources;
    private final LogFollower follower;

    CursorGate(Reader reader, Sources sources, LogFollower follower) {
        this.reader = reader;
        this.sources = sources;
        this.follower = follower;
    }

    @Override
    public boolean await(List<ConsistencyToken> tokens, Duration atMost) {
        List<ConsistencyToken> left = new ArrayList<>(tokens);
        left.removeIf(t -> !sources.isRead(t.service()) || isApplied(t));
        if (left.isEmpty()) {
            return true;
        }
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!left.isEmpty()) {
                long rest = end - System.nanoTime();
                if (rest <= 0 || left.stream().anyMatch(this::isHalted)) {
                    return false;
                }
                follower.wake();
                Duration pause = Duration.ofNanos(Math.min(rest, LOOK_AGAIN.toNanos()));
                reader.awaitCommit(pause);
                left.removeIf(this::isApplied);
                if (!left.isEmpty() && pause.equals(LOOK_AGAIN)) {
                    reader.refresh();
                    left.removeIf(this::isApplied);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean isApplied(ConsistencyToken token) {
        return progress(token).cursor().position() >= token.position();
    }

    private boolean isHalted(ConsistencyToken token) {
        return progress(token).isHalted();
    }

    private Progress progress(ConsistencyToken token) {
        return reader.progress(new ShardKey(token.service(), token.shard()));
    }
}
