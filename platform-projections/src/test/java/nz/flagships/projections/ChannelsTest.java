package nz.flagships.projections;

import static nz.flagships.projections.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import nz.flagships.projections.Channels.State;
import nz.flagships.rest.metrics.Metric;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A channel that ends is opened anew, and says so meanwhile. */
class ChannelsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReaderMetrics metrics = new ReaderMetrics(registry);
    private final ReaderState reading = new ReaderState(
            new PGSimpleDataSource(),
            new CursorTable(),
            new ParkedTable(),
            new Listeners(List.of()),
            metrics,
            Duration.ofMillis(1));
    private final List<MultiEmitter<? super Message<?>>> opened = new CopyOnWriteArrayList<>();
    private final List<Object> arrived = new CopyOnWriteArrayList<>();
    private boolean opens = true;

    private final Channels channels = new Channels(
            reading,
            metrics,
            channel -> {
                if (!opens) {
                    throw new IllegalStateException("no broker");
                }
                return open();
            },
            Duration.ofMillis(1));

    private Multi<Message<?>> open() {
        return Multi.createFrom().emitter(opened::add);
    }

    @Test
    void opensAnewWhateverEndedIt() {
        // given
        channels.decorate(open(), List.of("initiative-in"), true)
                .subscribe()
                .with(message -> arrived.add(message.getPayload()));
        opened.getFirst().emit(Message.of(1));
        assertThat(state()).isEqualTo(State.RUNNING);

        // when
        opened.getFirst().fail(new IllegalArgumentException("a record of somebody's"));

        // then
        await("it is open again", () -> opened.size() == 2 && state() == State.RUNNING);
        opened.get(1).emit(Message.of(2));
        assertThat(arrived).containsExactly(1, 2);
        assertThat(gauge()).isEqualTo(1);

        // and when it completes, which it never should
        opened.get(1).complete();
        await("it is open again", () -> opened.size() == 3 && state() == State.RUNNING);
        assertThat(registry.get(Metric.READER_CHANNEL_RESTARTS.meterName())
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void saysWhyItIsNotOpenAndTriesOn() {
        // given
        channels.decorate(open(), List.of("initiative-in"), true).subscribe().with(message -> {});
        opens = false;

        // when
        opened.getFirst().fail(new IllegalArgumentException("a record of somebody's"));

        // then
        await("it was tried again", () -> Objects.equals(standing().reason(), IllegalStateException.class.getName()));
        assertThat(standing().said()).doesNotContain("somebody");
        assertThat(gauge()).isZero();
        opens = true;
        await("it is open again", () -> state() == State.RUNNING);
    }

    @Test
    void isSilentUntilSomethingArrives() {
        channels.decorate(open(), List.of("initiative-in"), true).subscribe().with(message -> {});
        channels.silent("initiative");
        assertThat(state()).isEqualTo(State.SILENT);
        assertThat(gauge()).isZero();
        channels.arrived("initiative");
        assertThat(state()).isEqualTo(State.RUNNING);
    }

    private Channels.Standing standing() {
        return Objects.requireNonNull(channels.of("initiative"));
    }

    private State state() {
        return standing().state();
    }

    private double gauge() {
        return registry.get(Metric.READER_CHANNEL.meterName()).gauge().value();
    }
}
