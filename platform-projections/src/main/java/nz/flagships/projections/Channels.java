package nz.flagships.projections;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.PublisherDecorator;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;
import io.smallrye.reactive.messaging.providers.impl.ConnectorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import nz.flagships.rest.Faults;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the channels from Kafka still bring what is published. One that ends, whatever ended it, is opened anew with a
 * consumer of its own; until then its source's events come from the source's log, and this says so.
 */
@ApplicationScoped
class Channels implements PublisherDecorator {
    private static final Logger LOG = Logger.getLogger(Channels.class);
    private static final String SUFFIX = "-in";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** What opens anew within it was never really away. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(10);

    private final ReaderState state;
    private final ReaderMetrics metrics;
    private final Function<String, Multi<? extends Message<?>>> opener;
    private final Duration firstPause;
    private final Map<String, Standing> channels = new ConcurrentHashMap<>();

    @Inject
    Channels(
            ReaderState state,
            ReaderMetrics metrics,
            @Connector(KafkaConnector.CONNECTOR_NAME) Instance<KafkaConnector> kafka,
            Config config) {
        this(
                state,
                metrics,
                channel -> MultiUtils.publisher(kafka.get().getPublisher(new Channel(config, channel))),
                FIRST_PAUSE);
    }

    Channels(
            ReaderState state,
            ReaderMetrics metrics,
            Function<String, Multi<? extends Message<?>>> opener,
            Duration firstPause) {
        this.state = state;
        this.metrics = metrics;
        this.opener = opener;
        this.firstPause = firstPause;
    }

    /** What a channel does just now. */
    enum State {
        /** It brings what is published. */
        RUNNING,
        /** It has ended a moment ago and is being opened anew. */
        RESTARTING,
        /** It has ended and could not be opened anew yet. */
        ENDED,
        /** It is open, but what was published did not arrive by it. */
        SILENT
    }

    /**
     * @param state what it does
     * @param since when that began
     * @param reason the fault that ended it, by its class; null where there is none
     */
    record Standing(State state, Instant since, @Nullable String reason) {
        boolean brings() {
            return state == State.RUNNING;
        }

        /** In words for whoever looks after it. */
        String said() {
            return switch (state) {
                case RUNNING -> "running";
                case RESTARTING -> "ended (" + reason + ") and being opened anew";
                case ENDED -> "ended (" + reason + ") and could not be opened anew since " + since;
                case SILENT -> "what was published does not arrive since " + since + " and is fetched from the log";
            };
        }
    }

    private static final class Channel extends ConnectorConfig {
        Channel(Config config, String name) {
            super(ConnectorFactory.INCOMING_PREFIX, config, name);
        }
    }

    /** How the channel of a source stands; null where it is not read from Kafka. */
    @Nullable
    Standing of(String source) {
        Standing now = channels.get(source);
        return now != null
                        && now.state == State.RESTARTING
                        && now.since.plus(GIVEN_UP_AFTER).isBefore(Instant.now())
                ? new Standing(State.ENDED, now.since, now.reason)
                : now;
    }

    /** Every source that is read from Kafka. */
    List<String> sources() {
        return channels.keySet().stream().sorted().toList();
    }

    /** Something came. */
    void arrived(String source) {
        change(source, State.SILENT, State.RUNNING);
    }

    /** Something was published and did not come for as long as patience lasts. */
    void silent(String source) {
        change(source, State.RUNNING, State.SILENT);
    }

    private void change(String source, State from, State to) {
        channels.computeIfPresent(source, (s, now) -> now.state == from ? new Standing(to, Instant.now(), null) : now);
    }

    /** Before the others: what they add holds for a channel that was opened anew too. */
    @Override
    public int getPriority() {
        return 0;
    }

    @Override
    public Multi<? extends Message<?>> decorate(
            Multi<? extends Message<?>> publisher, List<String> names, boolean isConnector) {
        return !isConnector || names.size() != 1 || !names.getFirst().endsWith(SUFFIX)
                ? publisher
                : keepOpen(publisher, names.getFirst());
    }

    private Multi<? extends Message<?>> keepOpen(Multi<? extends Message<?>> opened, String channel) {
        String source = channel.substring(0, channel.length() - SUFFIX.length());
        metrics.watchChannel(source, () -> {
            Standing now = of(source);
            return now != null && now.brings() ? 1 : 0;
        });
        AtomicReference<@Nullable Multi<? extends Message<?>>> first = new AtomicReference<>(opened);
        Multi<Message<?>> anew = Multi.createFrom().deferred(() -> {
            Multi<? extends Message<?>> next = first.getAndSet(null);
            // A consumer that has ended cannot be used again.
            return next == null ? openedAnew(source, channel) : open(source, next);
        });
        return anew.onCompletion()
                .switchTo(() -> state.isStopped()
                        ? Multi.createFrom().<Message<?>>empty()
                        : Multi.createFrom().failure(new IllegalStateException("It completed")))
                .onFailure()
                .invoke(fault -> ended(source, fault))
                .onFailure(fault -> !state.isStopped())
                .retry()
                .withBackOff(firstPause, LONGEST_PAUSE)
                .indefinitely();
    }

    /** What ended a channel may say so on an event loop, and to open one may block. */
    private Multi<Message<?>> openedAnew(String source, String channel) {
        return Uni.createFrom()
                .item(() -> opener.apply(channel))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transformToMulti(next -> open(source, next));
    }

    private Multi<Message<?>> open(String source, Multi<? extends Message<?>> channel) {
        return channel.onItem()
                .<Message<?>>transform(message -> message)
                .onSubscription()
                .invoke(() -> running(source));
    }

    private void running(String source) {
        Standing before = channels.put(source, new Standing(State.RUNNING, Instant.now(), null));
        if (before != null && before.state == State.RESTARTING) {
            metrics.channelRestarted(source);
            LOG.infof("The channel of %s is open again", source);
        }
    }

    private void ended(String source, Throwable fault) {
        if (state.isStopped()) {
            return;
        }
        String reason = Faults.named(fault);
        channels.compute(
                source,
                (s, now) -> new Standing(
                        State.RESTARTING,
                        now != null && now.state == State.RESTARTING ? now.since : Instant.now(),
                        reason));
        LOG.errorf("The channel of %s has ended and is opened anew: %s", source, reason);
    }
}
