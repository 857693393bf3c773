package nz.flagships.projections;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import nz.flagships.rest.Faults;
import org.jboss.logging.Logger;

/** Begins the reader with the service, before the channels open, and ends it after its last transaction. */
@ApplicationScoped
class Feeds {
    private static final Logger LOG = Logger.getLogger(Feeds.class);

    private final ReaderState state;
    private final Sources sources;
    private final LogFollower follower;
    private final HeadWatch heads;
    private final Quarantine quarantine;
    private final SchemaFilling filling;
    private final SeekToCursor seats;
    private final Channels channels;
    private final ReaderMetrics metrics;
    private final Duration every;
    private final List<Thread> threads = new ArrayList<>();
    /** Of the one thread that takes again what is set aside. */
    private boolean tried;

    Feeds(
            ReaderState state,
            Quarantine quarantine,
            Sources sources,
            LogFollower follower,
            HeadWatch heads,
            SchemaFilling filling,
            @Identifier("reader") SeekToCursor seats,
            Channels channels,
            ReaderMetrics metrics,
            ReaderSettings settings) {
        this.state = state;
        this.quarantine = quarantine;
        this.sources = sources;
        this.follower = follower;
        this.heads = heads;
        this.filling = filling;
        this.seats = seats;
        this.channels = channels;
        this.metrics = metrics;
        this.every = settings.headsEvery();
    }

    // Before the channels, which begin at LIBRARY_BEFORE (1000).
    void begin(@Observes @Priority(100) StartupEvent startup) {
        if (sources.all().isEmpty()) {
            return;
        }
        state.begin(sources.all());
        start("reader-quarantine", () -> repeat("quarantine", "Taking again what is set aside", this::takeAgain));
        if (!sources.own().isEmpty()) {
            start("reader-own-log", follower::run);
        }
        if (sources.all().size() > sources.own().size()) {
            if (!filling.isDone()) {
                start(
                        "reader-filling",
                        () -> repeat("filling", "Looking how far the read models are filled", filling::look));
            }
            start("reader-heads", () -> repeat("heads", "Looking at the sources' heads", this::look));
            metrics.watchSources(sources.all().stream()
                    .filter(source -> !sources.own().contains(source))
                    .toList());
        }
    }

    void end(@Observes @Priority(100) ShutdownEvent shutdown) {
        state.stop();
        threads.forEach(Thread::interrupt);
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    /** Even where nothing else can be done: a loop that fails at once is not to burn a processor. */
    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private interface Round {
        void go() throws SQLException;
    }

    /** Again and again, whatever happens. */
    private void repeat(String loop, String what, Round round) {
        while (!state.isStopped()) {
            try {
                round.go();
                Thread.sleep(every);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                metrics.fault(loop);
                LOG.warnf("%s failed: %s", what, Faults.named(e));
                pause(every);
            }
        }
    }

    private void takeAgain() {
        // With a start comes a version that may know what to do with it.
        quarantine.look(!tried);
        tried = true;
    }

    private void look() {
        for (String stalled : heads.look()) {
            channels.silent(stalled);
            seats.again(stalled);
        }
    }
}
