package nz.flagships.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.projections.SourceLog.Head;
import nz.flagships.projections.SourceLog.Page;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import org.jspecify.annotations.Nullable;

/** Stands for initiative-service: its log endpoint, filled by {@code PUT /v1/log/{shard}}. */
public final class LogServer implements QuarkusTestResourceLifecycleManager {
    private final MemoryLog log = new MemoryLog("initiative");
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/v1/log", this::answer);
            started.start();
            server = started;
            return Map.of(
                    "flagships.initiative.url",
                    "http://localhost:" + started.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            if (exchange.getRequestMethod().equals("PUT")) {
                int shard = Integer.parseInt(path[3]);
                log.write(EventEnvelope.ofStructured(shard, Json.MAPPER.readTree(exchange.getRequestBody())));
                exchange.sendResponseHeaders(204, -1);
                return;
            }
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            if (token == null || !token.startsWith("Bearer ey")) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            byte[] body = Json.MAPPER.writeValueAsBytes(
                    path.length == 3
                            ? heads()
                            : page(
                                    Integer.parseInt(path[3]),
                                    exchange.getRequestURI().getQuery()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (SourceUnreachable e) {
            throw new IOException(e);
        }
    }

    private ObjectNode heads() throws SourceUnreachable {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("service", "initiative");
        ArrayNode shards = answer.putArray("shards");
        log.heads().forEach(h -> head(shards.addObject(), h));
        return answer;
    }

    private ObjectNode page(int shard, String query) throws SourceUnreachable {
        Page page = log.after(
                shard,
                Long.parseLong(query.replaceAll(".*after=(\\d+).*", "$1")),
                Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1")));
        ObjectNode answer = Json.MAPPER.createObjectNode().put("service", "initiative");
        head(answer, page.head());
        ArrayNode events = answer.putArray("events");
        page.events().forEach(e -> events.add(e.structured()));
        return answer;
    }

    private static void head(ObjectNode node, Head head) {
        node.put("shard", head.shard())
                .put("epoch", head.epoch())
                .put("head", head.committed())
                .put("published", head.published());
    }
}
