package nz.flagships.rest.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What holds for every meter of a service: whose it is, that it is declared, and the buckets of requests. */
@Singleton
public final class Meters {
    private static final Set<String> DECLARED = Stream.concat(
                    Arrays.stream(Metric.values()).map(Metric::meterName),
                    Arrays.stream(Foreign.values()).map(Foreign::meterName))
            .collect(Collectors.toUnmodifiableSet());

    /** Few, since there are many routes; the service levels ask about those of a quarter of a second and of one second. */
    private static final double[] REQUEST_BUCKETS = Stream.of(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    /** Every metric says by itself which service it is of, however it is scraped. */
    @Produces
    @Singleton
    MeterFilter application(@ConfigProperty(name = "quarkus.application.name") String name) {
        return MeterFilter.commonTags(Tags.of("application", name));
    }

    /** What nobody has described is not emitted: nobody would know what to make of it. */
    @Produces
    @Singleton
    MeterFilter declared() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return DECLARED.contains(id.getName()) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
            }
        };
    }

    /**
     * What a caller can choose freely must not become a label: paths are seen to before ({@link Routes}), and requests with a
     * method that was made up are not timed at all.
     */
    @Produces
    @Singleton
    MeterFilter routes() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return isOfRequests(id)
                        ? id.replaceTags(
                                Tags.of(id.getTags()).and("uri", Routes.shown(String.valueOf(id.getTag("uri")))))
                        : id;
            }

            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return isOfRequests(id) && !Routes.isMethod(String.valueOf(id.getTag("method")))
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }

            private boolean isOfRequests(Meter.Id id) {
                return id.getName().equals(Foreign.HTTP_REQUESTS.meterName());
            }
        };
    }

    /** Buckets for the time of requests, so that shares of them can be asked for over all replicas. */
    @Produces
    @Singleton
    MeterFilter requests() {
        return new MeterFilter() {
            @Override
            public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(Foreign.HTTP_REQUESTS.meterName())
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(REQUEST_BUCKETS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }

    void begin(
            @Observes StartupEvent start,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        // From 0, so that the first fault shows.
        Metric.REFUSALS.counter(meters, RequestRule.BROKEN.code());
        Metric.BUILD_INFO.gauge(
                meters, this, me -> 1, version, Runtime.version().toString());
    }
}
