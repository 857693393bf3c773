package nz.flagships.eventstore.command;

import com.github.f4b6a3.uuid.UuidCreator;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.store.EventStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Offers the kernel to a write service: all it says is its name and its aggregates. */
@Singleton
final class KernelBeans {
    @Produces
    @Singleton
    Aggregates aggregates(
            @ConfigProperty(name = "flagships.service") String service, @Any Instance<Aggregate<?, ?, ?>> all) {
        List<Aggregate<?, ?, ?>> registered = new ArrayList<>();
        all.forEach(registered::add);
        return new Aggregates(service, registered);
    }

    @Produces
    @Singleton
    CommandHandler handler(
            Aggregates aggregates,
            EventStore store,
            @Any Instance<ReferenceSource<?>> references,
            @VirtualThreads ExecutorService threads,
            OpenTelemetry telemetry,
            @ConfigProperty(name = "flagships.tracing.enabled", defaultValue = "false") boolean tracing,
            @ConfigProperty(name = "flagships.states-in-memory", defaultValue = "20000") long statesInMemory,
            @ConfigProperty(name = "flagships.states-bytes", defaultValue = "67108864") long statesBytes) {
        List<ReferenceSource<?>> sources = new ArrayList<>();
        references.forEach(sources::add);
        return new CommandHandler(
                aggregates,
                tracing ? new TracedStore(store, telemetry) : store,
                sources,
                threads,
                Clock.systemUTC(),
                UuidCreator::getTimeOrderedEpoch,
                new EventIds(),
                statesInMemory,
                statesBytes);
    }

    @Produces
    @Singleton
    BatchHandler batches(CommandHandler handler) {
        return new BatchHandler(handler);
    }

    @Produces
    @Singleton
    Postings postings(Aggregates aggregates) {
        return new Postings(aggregates);
    }

    @Produces
    @Singleton
    Publishing publishing(Aggregates aggregates) {
        return new Publishing(aggregates);
    }
}
