package nz.flagships.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** One who listens to the live updates of one replica, and counts what it hears by the name of the event. */
final class LiveUpdates implements AutoCloseable {
    private final Map<String, LongAdder> heard = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean cut;

    LiveUpdates(TwoOfEach system, Replica replica) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + replica.port() + "/v1/live"))
                .header("Accept", "text/event-stream")
                .build();
        thread = Thread.ofVirtual().start(() -> {
            try (Stream<String> lines = system.http
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()) {
                lines.filter(line -> line.startsWith("event:"))
                        .forEach(line -> heard.computeIfAbsent(line.substring(6).strip(), k -> new LongAdder())
                                .increment());
            } catch (IOException | UncheckedIOException e) {
                cut = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended = true;
        });
    }

    long heard(String event) {
        LongAdder count = heard.get(event);
        return count == null ? 0 : count.sum();
    }

    boolean ended() {
        return ended;
    }

    /** Whether it ended otherwise than a stream should. */
    boolean cut() {
        return cut;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
