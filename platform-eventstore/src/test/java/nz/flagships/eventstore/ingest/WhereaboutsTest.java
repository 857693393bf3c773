package nz.flagships.eventstore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.store.StoredKey;
import nz.flagships.eventstore.testing.InMemoryEventStore;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.ServicePass;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    @Test
    void nobodyWaitsForAReportingServiceThatFallsSilentInTheMiddleOfItsAnswer() throws Exception {
        assertThat(projected("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"applied\""))
                .isEqualTo("unknown");
    }

    @Test
    void whatReportingServiceAnswersIsSaid() throws Exception {
        assertThat(projected("HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"applied\":true}"))
                .isEqualTo("yes");
        assertThat(projected("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"applied\":false}"))
                .isEqualTo("no");
    }

    @Test
    void noMoreIsReadThanAnAnswerCanHave() throws Exception {
        assertThat(projected(
                        "HTTP/1.1 200 OK\r\nContent-Length: 100016\r\n\r\n{\"applied\":true}" + " ".repeat(100_000)))
                .isEqualTo("unknown");
    }

    @Test
    void reportingServiceIsAskedByThisServiceAndNotByWhoAskedHere() throws Exception {
        StringBuilder asked = new StringBuilder();
        assertThat(projected(
                        "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"applied\":true}",
                        Optional.of(() -> Optional.of("ours")),
                        asked))
                .isEqualTo("yes");
        assertThat(asked).contains("Authorization: Bearer ours");
    }

    private static String projected(String answer) throws Exception {
        return projected(answer, Optional.empty(), new StringBuilder());
    }

    private static String projected(String answer, Optional<ServicePass> pass, StringBuilder asked) throws Exception {
        try (ServerSocket reporting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> caller = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    Socket socket = reporting.accept();
                    while (asked.indexOf("\r\n\r\n") < 0) {
                        asked.append((char) socket.getInputStream().read());
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    caller.complete(socket);
                } catch (IOException e) {
                    caller.completeExceptionally(e);
                }
            });
            Whereabouts whereabouts = new Whereabouts(
                    new InMemoryEventStore(),
                    new Aggregates("initiative", List.of(Widgets.AGGREGATE)),
                    new CurrentVertxRequest(),
                    pass,
                    Optional.of("http://localhost:" + reporting.getLocalPort()));
            CompletableFuture<String> said = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() ->
                            said.complete(whereabouts.projected(new StoredKey(new byte[32], "widget/W-1", 1, 3, 7))));
            return said.get(20, TimeUnit.SECONDS);
        }
    }
}
