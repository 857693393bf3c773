package nz.flagships.projections;

import static nz.flagships.projections.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.SourceLog.Page;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of another service over HTTP, where its events are large. */
class RemoteLogTest {
    private static final int MEGABYTE = 1 << 20;

    private final LogServer server = new LogServer();
    private String url = "";

    @BeforeEach
    void start() {
        url = Objects.requireNonNull(server.start().get("flagships.initiative.url"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aPageOfLargeEventsIsNoLargerThanMayBeInMemory() throws Exception {
        // given 20 events of a megabyte
        for (int position = 1; position <= 20; position++) {
            write(position, MEGABYTE);
        }

        // when as many are asked for as there are
        SourceLog log = log();
        Page first = log.after(3, 0, 20);

        // then some came, in order and from the first
        assertThat(first.events().stream().mapToLong(e -> e.data().length()).sum())
                .isBetween((long) MEGABYTE, 8L * MEGABYTE);
        assertThat(positions(first))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, first.events().size()).boxed().toList());

        // and the rest comes after them
        long position = 0;
        for (int pages = 0; position < 20; pages++) {
            assertThat(pages).isLessThan(20);
            Page page = log.after(3, position, 20);
            assertThat(page.events().getFirst().position()).isEqualTo(position + 1);
            position = page.events().getLast().position();
        }
    }

    @Test
    void anEventThatIsLargerThanAPageComesAlone() throws Exception {
        write(1, 10);
        write(2, 12 * MEGABYTE);
        write(3, 10);
        SourceLog log = log();

        assertThat(positions(log.after(3, 0, 500))).containsExactly(1L);
        assertThat(positions(log.after(3, 1, 500))).containsExactly(2L);
        assertThat(positions(log.after(3, 2, 500))).containsExactly(3L);
    }

    private SourceLog log() {
        return new RemoteLog("initiative", url, new RemoteLog.Pass() {
            @Override
            public String token() {
                return "ey";
            }

            @Override
            public void refused() {}
        });
    }

    private static List<Long> positions(Page page) throws SourceUnreachable {
        return page.events().stream().map(EventEnvelope::position).toList();
    }

    private void write(long position, int size) throws IOException, InterruptedException {
        EventEnvelope event = event("initiative", 3, position, 1, "{\"text\":\"" + "x".repeat(size) + "\"}");
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create(url + "/v1/log/3"))
                                            .PUT(BodyPublishers.ofString(
                                                    event.structured().toString()))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
        }
    }
}
