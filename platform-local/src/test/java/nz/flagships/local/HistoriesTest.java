package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of a verification, by a service that says what it is given. */
class HistoriesTest {
    private static final String UNDER_WAY = """
            {"state":"RUNNING","current":{"pass":3,"completed":null,"verified":%d,"breaks":0},"completed":null,"committed":9,"breaks":[]}""";
    private static final String ENDED = """
            {"state":"%s","current":{"pass":3,"completed":"2026-01-01T00:00:00Z"},
             "completed":{"pass":3,"completed":"2026-01-01T00:00:00Z","verified":9,"breaks":%d},"committed":9,"breaks":[%s]}""";

    @TempDir
    Path home;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private HttpServer service;
    private Histories histories;

    @BeforeEach
    void aService() throws Exception {
        service = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        service.createContext("/v1/operations", this::answer);
        service.start();
        histories = new Histories(
                new LocalPlatform(home, home, service.getAddress().getPort() - Service.INITIATIVE.port()),
                new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false),
                new RestClient());
    }

    @AfterEach
    void noService() {
        service.stop(0);
    }

    @Test
    void waits_for_the_end_and_says_that_it_is_whole() {
        // given
        answers.addAll(List.of(UNDER_WAY.formatted(0), UNDER_WAY.formatted(4), ENDED.formatted("WHOLE", 0, "")));

        // then
        assertThat(histories.verify(Service.INITIATIVE)).isTrue();
        assertThat(asked)
                .containsExactly(
                        "POST /v1/operations/verify-chain", "GET /v1/operations/chain", "GET /v1/operations/chain");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("initiative-service", "9 events, whole");
    }

    @Test
    void names_every_place_that_is_broken() {
        // given
        answers.addAll(List.of(UNDER_WAY.formatted(0), ENDED.formatted("BROKEN", 2, """
                {"shard":7,"position":5,"through":5,"kind":"CHANGED","event":"0190","expected":"aa","found":"bb"},
                {"shard":9,"position":2,"through":4,"kind":"MISSING","event":null,"expected":null,"found":null}""")));

        // then
        assertThat(histories.verify(Service.INITIATIVE)).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("broken in 2 places")
                .contains("shard 7, position 5: CHANGED, event 0190, expected aa, found bb")
                .contains("shard 9, position 2 to 4: MISSING\n");
    }

    @Test
    void a_service_that_does_not_answer_is_no_history_that_is_whole() {
        service.stop(0);
        assertThatThrownBy(() -> histories.verify(Service.INITIATIVE))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("initiative-service does not verify");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        byte[] body = answers.removeFirst().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
