package nz.flagships.eventstore.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Offers the event store of a write service to whoever injects {@link EventStore} or {@link Deadlines}. */
@Singleton
final class StoreBeans {
    @Produces
    @Singleton
    Appender appender(DataSource dataSource, @Any Instance<AppendListener> listeners, MeterRegistry meters) {
        List<AppendListener> all = listeners.stream().toList();
        return new Appender(
                dataSource, AppendSettings.DEFAULT, shards -> all.forEach(one -> one.appended(shards)), meters);
    }

    /** While the connections are still there, and before the relay leaves, so that it takes along what is stored last. */
    void stop(@Observes @Priority(Interceptor.Priority.APPLICATION - 1000) ShutdownEvent event, Appender appender) {
        appender.close();
    }

    @Produces
    @Singleton
    PostgresEventStore store(
            DataSource dataSource,
            Appender appender,
            @ConfigProperty(name = "flagships.log.page-bytes", defaultValue = "4194304") long pageBytes) {
        return new PostgresEventStore(dataSource, appender, pageBytes);
    }

    @Produces
    @Singleton
    Deadlines deadlines(DataSource dataSource) {
        return new Deadlines(dataSource);
    }

    @Produces
    @Singleton
    Inbox inbox(DataSource dataSource) {
        return new Inbox(dataSource);
    }
}
