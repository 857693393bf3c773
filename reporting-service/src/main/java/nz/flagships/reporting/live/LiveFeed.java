package nz.flagships.reporting.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.projections.AppliedListener;
import nz.flagships.projections.Cursor;
import nz.flagships.projections.Cursors;
import nz.flagships.projections.PublicSources;
import nz.flagships.reporting.query.Answers;
import nz.flagships.rest.Departure;
import nz.flagships.rest.RequestRule;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what the reader has just committed to whoever is connected. A hint, no record: who missed one asks anew.
 *
 * <p>The reader only hands over what it committed, and never waits. One thread makes each update once for everybody;
 * what it has no time for becomes one word that anything may be new. Of what other replicas commit it is known only that
 * there is something, at most once a second; then everything may be new as well.
 */
@ApplicationScoped
public class LiveFeed implements AppliedListener {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    // A load of thousands of facts is one notice, not thousands.
    private static final int WORTH_NAMING = 20;
    private static final int WORTH_READING = 200;
    private static final int BATCHES = 32;
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final long ONCE = Duration.ofSeconds(1).toNanos();

    private static final List<Notice> ANYTHING = List.of(
            Notice.Figures.ANY,
            new Notice.Initiative(""),
            new Notice.Fund(""),
            new Notice.Evidence(""),
            new Notice.Codes(""));

    /** How soon a browser comes back: to another replica, if this one leaves. */
    private static final long BACK_AFTER_MILLIS = 1_000;

    private final Cursors cursors;
    private final Departure departure;
    private final Duration heartbeat;
    private final int most;

    private final BlockingQueue<List<EventEnvelope>> committed = new ArrayBlockingQueue<>(BATCHES);
    private volatile boolean anything;
    private volatile long elsewhereAt;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final List<OutboundSseEvent> missed =
            ANYTHING.stream().map(notice -> event(notice.event(), notice)).toList();
    private volatile boolean ended;

    LiveFeed(
            Cursors cursors,
            Departure departure,
            @ConfigProperty(name = "flagships.live.heartbeat", defaultValue = "15s") Duration heartbeat,
            @ConfigProperty(name = "flagships.live.streams", defaultValue = "500") int most) {
        this.cursors = cursors;
        this.departure = departure;
        this.heartbeat = heartbeat;
        this.most = most;
    }

    /** One that was given to somebody who asked. */
    private static final class Place {
        private final BooleanSupplier gone;
        private volatile @Nullable LiveStream stream;

        Place(BooleanSupplier gone) {
            this.gone = gone;
        }
    }

    /** How far the reader has come in what anybody may know of. */
    private record Continuity(String positions, long projected) {}

    private record Heartbeat(Instant at) {}

    /** Nothing but when to come back. */
    private record Farewell() {}

    void begin(@Observes StartupEvent startup) {
        Thread.ofPlatform().daemon().name("live").start(this::run);
    }

    void end(@Observes ShutdownEvent shutdown) {
        ended = true;
    }

    /** On the reader's thread: nothing is made of them here. */
    @Override
    public void applied(List<EventEnvelope> events) {
        if (open.get() > 0 && (events.size() > WORTH_READING || !committed.offer(events))) {
            anything = true;
        }
    }

    @Override
    public void appliedElsewhere(Set<String> sources) {
        // Cases give no notice: their table moves once a month.
        if (elsewhereAt == 0 && sources.stream().anyMatch(PublicSources::contains)) {
            elsewhereAt = System.nanoTime();
        }
    }

    /**
     * What is new from now on; ends with this replica, or with whoever listens.
     *
     * @param gone whether who asked is not there any more: they may leave before anything is sent, or asked for
     * @throws nz.flagships.rest.ProblemException where as many listen as may
     */
    Multi<OutboundSseEvent> open(BooleanSupplier gone) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw RequestRule.TOO_MANY_STREAMS.exception();
        }
        Place place = new Place(gone);
        places.add(place);
        return Multi.createFrom()
                .<OutboundSseEvent>emitter(
                        to -> {
                            LiveStream stream = new LiveStream(to, missed);
                            place.stream = stream;
                            streams.add(stream);
                            // Of one that has ended already this is called at once.
                            to.onTermination(() -> leave(place));
                            // At once: a proxy that holds back the first bytes shows at the start and not after a
                            // quarter of a minute.
                            stream.tell(beat());
                            stream.tell(event("continuity", continuity()));
                        },
                        BackPressureStrategy.BUFFER);
    }

    /** Gives a place back, once. */
    private void leave(Place place) {
        LiveStream stream = place.stream;
        if (stream != null) {
            streams.remove(stream);
        }
        if (places.remove(place)) {
            open.decrementAndGet();
        }
    }

    /** Some are never asked for what they were opened for, or end before anybody is told of it. */
    private void leaveWhereNobodyIs() {
        places.stream().filter(place -> place.gone.getAsBoolean()).forEach(this::leave);
    }

    private void run() {
        long beatAt = System.nanoTime();
        long movedAt = System.nanoTime();
        Continuity before = new Continuity("", -1);
        while (!ended) {
            try {
                List<EventEnvelope> next = committed.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
                long now = System.nanoTime();
                if (departure.endsStreams()) {
                    OutboundSseEvent farewell = event("farewell", new Farewell());
                    streams.forEach(stream -> stream.end(farewell));
                }
                if (next != null) {
                    tell(next);
                }
                long elsewhere = elsewhereAt;
                if (anything || elsewhere != 0 && now - elsewhere > BETWEEN.toNanos()) {
                    anything = false;
                    elsewhereAt = 0;
                    tellAll(missed);
                }
                if (now - movedAt >= ONCE) {
                    movedAt = now;
                    leaveWhereNobodyIs();
                    Continuity moved = continuity();
                    if (!moved.equals(before)) {
                        before = moved;
                        tellAll(List.of(event("continuity", moved)));
                    }
                }
                if (now - beatAt >= heartbeat.toNanos()) {
                    beatAt = now;
                    tellAll(List.of(beat()));
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                LOG.warnf("A live update could not be made: %s", e.getClass().getName());
            }
        }
    }

    private void tell(List<EventEnvelope> events) {
        List<Notice> distinct = events.stream()
                .map(Notice::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        tellAll(
                distinct.size() > WORTH_NAMING
                        ? missed
                        : distinct.stream()
                                .map(notice -> event(notice.event(), notice))
                                .toList());
    }

    private void tellAll(List<OutboundSseEvent> events) {
        for (LiveStream stream : streams) {
            events.forEach(stream::tell);
        }
    }

    private Continuity continuity() {
        List<Cursor> at = PublicSources.of(cursors.latest());
        return new Continuity(
                Answers.positions(at), at.stream().mapToLong(Cursor::position).sum());
    }

    private static OutboundSseEvent beat() {
        return event("heartbeat", new Heartbeat(Instant.now()));
    }

    private static OutboundSseEvent event(String name, Object data) {
        try {
            return new OutboundSseEventImpl.BuilderImpl()
                    .name(name)
                    .reconnectDelay(BACK_AFTER_MILLIS)
                    .mediaType(MediaType.TEXT_PLAIN_TYPE)
                    .data(String.class, Json.MAPPER.writeValueAsString(data))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
