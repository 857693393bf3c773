package nz.flagships.eventstore.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import nz.flagships.eventstore.store.AppendListener;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The relay of a write service: starts with it, is woken by its commits, and leaves in order. */
@Singleton
@Startup
final class RelayBeans implements AppendListener {
    private final @Nullable Relay relay;
    private final ShardMeters shards;

    @Inject
    RelayBeans(
            DataSource dataSource,
            Instance<PublishedForm> form,
            MeterRegistry meters,
            OpenTelemetry telemetry,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "flagships.service") String service,
            @ConfigProperty(name = "flagships.relay.enabled") boolean enabled,
            @ConfigProperty(name = "flagships.relay.round-bytes", defaultValue = "8388608") long roundBytes) {
        shards = new ShardMeters(dataSource, meters);
        if (enabled) {
            Map<String, String> kafka = new HashMap<>();
            // A cluster's TLS and credentials are the client's business, by the names that Kafka gives them.
            broker.forEach((name, value) -> kafka.put(name, value.toString()));
            // The relay belongs to no group: it needs no right to one.
            kafka.remove("group.id");
            kafka.put("client.id", service + "-relay");
            relay = new Relay(
                    dataSource,
                    form.get(),
                    RelaySettings.of("flagships." + service + ".v1", kafka, roundBytes),
                    meters,
                    telemetry);
        } else {
            relay = null;
        }
    }

    void start(@Observes StartupEvent event) {
        if (relay != null) {
            relay.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (relay != null) {
            relay.close();
        }
        shards.close();
    }

    @Override
    public void appended(int bits) {
        if (relay != null) {
            relay.appended(bits);
        }
    }
}
