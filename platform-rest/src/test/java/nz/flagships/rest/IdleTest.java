package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Which connections are cut off since nothing moves on them. */
@QuarkusTest
@TestProfile(IdleTest.Impatient.class)
@WithTestResource(Tokens.class)
class IdleTest {
    /** Cuts off after a second. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.idle-timeout", "1s");
        }
    }

    @Test
    void whatIsWorkedOnIsAnsweredHoweverLongItTakesAndWhoIsIdleIsCutOff() throws IOException {
        try (Socket waits = connect()) {
            // Given a request that is worked on for three times as long as a connection may be idle
            waits.getOutputStream()
                    .write("GET /v1/echo/held HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (EchoResource.HELD.isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            CompletableFuture<String> held = Objects.requireNonNull(EchoResource.HELD.poll());
            held.complete("done");

            // Then it is answered, and cut off when nothing has come for a while
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(waits.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(answer.lines()).last().isEqualTo("done");
        }
        // And so is one who never asked
        try (Socket silent = connect()) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(60_000);
        return socket;
    }
}
