package nz.flagships.projections;

import static nz.flagships.projections.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
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

    @Test
    void saysWhichEventCannotBeReadAndWhoseItIs() throws Exception {
        // given the second of three is one that this version cannot read, each time another way
        for (String[] change : new String[][] {
            {"time", "half past nine"},
            {"epoch", "none"},
            {"knownat", "+99999-01-01T00:00:00Z-"},
            {"type", "nz.flagships.case.CaseOpened.v1"},
            {"type", "something else"},
            {"specversion", null, "data"}
        }) {
            ObjectNode second = event("initiative", 3, 2).structured();
            if (change[1] == null) {
                second.remove(change[2]);
            } else {
                second.put(change[0], change[1]);
            }

            // then what comes before it is there, and what can be told of it
            Page page = answering(
                    event("initiative", 3, 1).structured(),
                    second,
                    event("initiative", 3, 3).structured());
            assertThat(positions(page)).containsExactly(1L);
            assertThat(page.unreadable()).isNotNull().satisfies(what -> {
                assertThat(what.position()).isEqualTo(2);
                assertThat(what.stream()).isEqualTo(Events.stream(3, 2));
                assertThat(what.id()).isEqualTo(event("initiative", 3, 2).id());
                assertThat(what.why()).doesNotContain("half past nine");
            });
        }

        // and where its stream cannot be told, or is another shard's, it is alone
        for (String subject : List.of("nowhere", "", Events.stream(4, 2), "number/" + "x".repeat(2000))) {
            ObjectNode first = event("initiative", 3, 1).structured().put("subject", subject);
            Page page = answering(first.put("time", "none"));
            assertThat(page.events()).isEmpty();
            assertThat(page.unreadable())
                    .isNotNull()
                    .extracting(SourceLog.Unreadable::position, SourceLog.Unreadable::stream)
                    .containsExactly(1L, null);
        }
    }

    /** What the log says of a service that answers so. */
    private Page answering(ObjectNode... events) throws IOException, SourceUnreachable {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("shard", 3).put("epoch", 1).put("head", events.length).put("published", events.length);
        answer.putArray("events").addAll(List.of(events));
        byte[] body = Json.MAPPER.writeValueAsBytes(answer);
        HttpServer saying = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        saying.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        saying.start();
        try {
            return log("http://localhost:" + saying.getAddress().getPort()).after(3, 0, 10);
        } finally {
            saying.stop(0);
        }
    }

    private SourceLog log() {
        return log(url);
    }

    private static SourceLog log(String url) {
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
