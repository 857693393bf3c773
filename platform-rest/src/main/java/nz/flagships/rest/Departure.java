package nz.flagships.rest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * How this process leaves its callers. From the moment it is asked to, it is not ready, while it still serves, so that
 * whoever balances has the time to see it; every answer now ends its connection. Halfway through that time streams that
 * would never end by themselves are ended, and after three quarters connections that nobody uses, so that no caller sends
 * on one that is about to go. Then the requests that still run are finished, and who comes all the same is told to
 * come back.
 */
@ApplicationScoped
public class Departure {
    private static final Logger LOG = Logger.getLogger(Departure.class);
    /** Before everything that may answer. */
    private static final int FIRST = 2_000;

    private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Duration delay;
    /** Forgotten with their connections: the close handler is the server's own. */
    private final Map<HttpConnection, Line> lines = Collections.synchronizedMap(new WeakHashMap<>());

    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean endingStreams;
    private volatile boolean hangingUp;
    private volatile boolean refusing;

    Departure(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    /** A connection, and how many of its requests run. Touched by its event loop only. */
    private static final class Line {
        private final Context loop;
        private int running;

        Line(Context loop) {
            this.loop = loop;
        }
    }

    /** Whether streams that would go on for ever are to end now: whoever makes one asks every moment. */
    public boolean endsStreams() {
        return endingStreams;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext rc) {
        if (refusing) {
            // Who still comes has not heard of it yet. The server would take requests until it closes, and close on one
            // that it has just taken.
            rc.response().putHeader("Connection", "close").putHeader("Retry-After", "1");
            Edge.end(rc, RequestRule.UNAVAILABLE);
            return;
        }
        running.incrementAndGet();
        rc.addEndHandler(ended -> running.decrementAndGet());
        if (rc.request().version() != HttpVersion.HTTP_2) {
            HttpConnection connection = rc.request().connection();
            Line line = lines.computeIfAbsent(connection, c -> new Line(vertx.getOrCreateContext()));
            line.running++;
            rc.addEndHandler(ended -> line.loop.runOnContext(then -> {
                line.running--;
                hangUpIfIdle(connection, line);
            }));
        }
        rc.next();
    }

    void leave(@Observes ShutdownDelayInitiatedEvent asked) {
        LOG.infof("Leaving: not ready from now on, serving for another %s", delay);
        after(delay.dividedBy(2), () -> endingStreams = true);
        after(delay.multipliedBy(3).dividedBy(4), this::hangUp);
        after(delay.multipliedBy(9).dividedBy(10), () -> refusing = true);
    }

    /** The last before the store, the relay and the reader end: from here on nothing is taken, and what was taken is finished. */
    void go(@Observes @Priority(1) ShutdownEvent leaving) {
        refusing = true;
        long until = System.nanoTime() + LAST_REQUESTS.toNanos();
        while (running.get() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private void after(Duration time, Runnable action) {
        if (time.isPositive()) {
            vertx.setTimer(Math.max(1, time.toMillis()), timer -> action.run());
        } else {
            action.run();
        }
    }

    private void hangUp() {
        hangingUp = true;
        Map.copyOf(lines).forEach((connection, line) -> line.loop.runOnContext(then -> hangUpIfIdle(connection, line)));
    }

    private void hangUpIfIdle(HttpConnection connection, Line line) {
        if (hangingUp && line.running == 0) {
            connection.close();
        }
    }
}
