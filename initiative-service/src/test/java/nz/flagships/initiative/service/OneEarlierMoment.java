package nz.flagships.initiative.service;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.store.EventStore;
import org.jspecify.annotations.Nullable;

/** Lets a test say that the next fact is recorded at an earlier moment: nobody waits a day for a deadline. */
@Singleton
@Alternative
@Priority(1)
class OneEarlierMoment {
    private static final AtomicReference<@Nullable Instant> NEXT = new AtomicReference<>();

    /** The next fact is recorded then, those after it when they are. */
    static void isNext(Instant moment) {
        NEXT.set(moment);
    }

    @Produces
    @Singleton
    CommandHandler handler(
            Aggregates aggregates,
            EventStore store,
            @Any Instance<ReferenceSource<?>> references,
            @VirtualThreads ExecutorService threads) {
        List<ReferenceSource<?>> sources = new ArrayList<>();
        references.forEach(sources::add);
        return new CommandHandler(aggregates, store, sources, threads, new Moments(), UUID::randomUUID, 1_000);
    }

    private static final class Moments extends Clock {
        @Override
        public Instant instant() {
            Instant earlier = NEXT.getAndSet(null);
            return earlier == null ? Instant.now() : earlier;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
