package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nz.flagships.events.Json;
import nz.flagships.local.demo.DemoBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader against a service that stores every line, but the second of a post only when it comes again. */
class DemoLoadingTest {
    @TempDir
    Path home;

    private final Set<String> stored = new HashSet<>();
    private final Set<String> refusedOnce = new HashSet<>();
    private final List<Integer> linesOfPosts = new ArrayList<>();
    private HttpServer service;
    private DemoLoading loading;

    @BeforeEach
    void aService() throws Exception {
        service = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        service.createContext("/v1/events", this::answer);
        service.start();
        int offset = service.getAddress().getPort() - Service.INITIATIVE.port();
        loading = new DemoLoading(
                new LocalPlatform(home, home, offset),
                new Terminal(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false));
    }

    @AfterEach
    void noService() {
        service.stop(0);
    }

    @Test
    void postsInChunks() {
        // when
        var tally = loading.load(List.of(batch(1_100, "good")), false);

        // then
        assertThat(tally).isEqualTo(new DemoLoading.Tally(1_100, 0, List.of()));
        assertThat(linesOfPosts).containsExactly(500, 500, 100);
    }

    @Test
    void postsNothingThatIsThere() {
        // given
        loading.load(List.of(batch(3, "good")), false);
        linesOfPosts.clear();

        // when
        var tally = loading.load(List.of(batch(3, "good")), false);

        // then
        assertThat(tally).isEqualTo(new DemoLoading.Tally(0, 0, List.of()));
        assertThat(linesOfPosts).isEmpty();
    }

    @Test
    void countsWhatWasThereWhenToldToPostAgain() {
        // given
        loading.load(List.of(batch(3, "good")), false);

        // when
        var tally = loading.load(List.of(batch(3, "good")), true);

        // then
        assertThat(tally).isEqualTo(new DemoLoading.Tally(0, 3, List.of()));
    }

    @Test
    void postsAgainWhatRefersToSomethingNotYetHeardOf() {
        // when
        var tally = loading.load(List.of(batch(3, "early")), false);

        // then
        assertThat(tally).isEqualTo(new DemoLoading.Tally(3, 0, List.of()));
        assertThat(linesOfPosts).containsExactly(3, 3);
    }

    @Test
    void tellsWhatWasRejectedAndHowToMendIt() {
        // when
        var tally = loading.load(List.of(batch(2, "bad")), false);

        // then
        assertThat(tally.stored()).isZero();
        assertThat(tally.rejected())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("INIT-020", "no such milestone", "Plan it first"));
    }

    private static DemoBatch batch(int size, String kind) {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            events.add(Json.MAPPER.createObjectNode().put("id", kind + i).put("source", "urn:test"));
        }
        return new DemoBatch("Facts", "initiative", "POLICE", List.of("steward"), events);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            String query = exchange.getRequestURI().getQuery();
            boolean there = stored.contains(query.substring(query.indexOf("id=") + 3));
            exchange.sendResponseHeaders(there ? 200 : 404, -1);
            return;
        }
        List<String> lines = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        linesOfPosts.add(lines.size());
        StringBuilder results = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode event = Json.MAPPER.readTree(lines.get(i));
            results.append(result(i, event.path("id").asText())).append('\n');
        }
        byte[] body = results.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String result(int index, String id) {
        ObjectNode result = Json.MAPPER.createObjectNode().put("index", index).put("id", id);
        if (id.startsWith("bad")) {
            problem(result, 422, "INIT-020", "The initiative has no such milestone", "Plan it first");
        } else if (id.startsWith("early") && refusedOnce.add(id)) {
            problem(result, 422, "REF-001", "The region is not known", "Wait");
        } else {
            result.put("result", stored.add(id) ? "stored" : "duplicate");
        }
        return result.toString();
    }

    private static void problem(ObjectNode result, int status, String code, String title, String mend) {
        result.put("result", "rejected");
        result.putObject("problem")
                .put("status", status)
                .put("code", code)
                .put("title", title)
                .put("mend", mend);
    }
}
