package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import nz.flagships.events.Json;

/**
 * The whole system as an operator has it: the script at the root, five processes, a data folder and ports of its own, so
 * that it can run beside one that is in use.
 */
final class Flagships implements AutoCloseable {
    /** How long reporting goes on with what a source said of itself last. */
    private static final Duration HEADS_ARE_KEPT = Duration.ofMillis(300);

    static final int INITIATIVE = 8081;
    static final int CASE = 8082;
    static final int REPORTING = 8083;

    final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Path home;
    private final int offset;
    private final Map<List<String>, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, String> settings = new ConcurrentHashMap<>();

    private Flagships(Path home, int offset) {
        this.home = home;
        this.offset = offset;
    }

    /** A system of its own under target/, empty. */
    static Flagships fresh(String name, int offset) {
        List.of("initiative-service", "case-service", "reporting-service").forEach(Packaged::service);
        Path home = Path.of("target", "flagships-" + name).toAbsolutePath();
        Flagships system = new Flagships(home, offset);
        if (Files.exists(home)) {
            system.run("down");
            system.run("reset", "--yes");
        }
        return system;
    }

    /** The same, with a setting for all of its services. */
    Flagships with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** What a service has logged since its last start. */
    Path log(String service) {
        return home.resolve("logs").resolve(service + ".log");
    }

    /** Where its data, keys and logs are. */
    Path home() {
        return home;
    }

    /** Runs the script and returns what it printed; fails when it failed. */
    String run(String... arguments) {
        Ended ended = script(arguments);
        assertThat(ended.exit())
                .as("./flagships %s%n%s%n%s", String.join(" ", arguments), ended.out(), ended.err())
                .isZero();
        return ended.out();
    }

    /** How the script ended, and what it printed. */
    record Ended(int exit, String out, String err) {}

    /** Runs the script, however it ends. */
    Ended script(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Packaged.ROOT.resolve("flagships").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(Packaged.ROOT.toFile());
        builder.environment().putAll(settings);
        builder.environment().put("FLAGSHIPS_HOME", home.toString());
        builder.environment().put("FLAGSHIPS_NO_BUILD", "true");
        builder.environment().put("FLAGSHIPS_PORT_OFFSET", Integer.toString(offset));
        // what it prints goes to a file: a pipe would stay open as long as the servers it starts
        try {
            Path out = Files.createTempFile("flagships", ".out");
            Path err = Files.createTempFile("flagships", ".err");
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            int exit = builder.start().waitFor();
            Ended ended = new Ended(exit, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills one of the five processes, at once and without notice. */
    void kill(String process) throws IOException {
        Path file = switch (process) {
            case "postgres" -> home.resolve("postgres/data/postmaster.pid");
            case "kafka" -> home.resolve("kafka/server.pid");
            default -> home.resolve("run").resolve(process + ".pid");
        };
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        assertThat(handle.destroyForcibly()).as("kill -9 of %s", process).isTrue();
        await("the end of " + process, Duration.ofSeconds(30), () -> !handle.isAlive());
    }

    /** A connection to a database, as the superuser. */
    Connection database(String name) throws SQLException, IOException {
        String password =
                Files.readString(home.resolve("keys/postgres-password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port(5433) + "/" + name, "postgres", password);
    }

    /** A bearer token, as {@code ./flagships token} prints it. */
    String token(String agency, List<String> roles, String person) {
        List<String> arguments = new ArrayList<>(List.of("token", agency));
        roles.forEach(role -> arguments.addAll(List.of("--role", role)));
        if (!person.isEmpty()) {
            arguments.addAll(List.of("--person", person));
        }
        return tokens.computeIfAbsent(
                arguments, a -> run(a.toArray(String[]::new)).strip());
    }

    /** Where a service listens here, or its management: what it would be without an offset, moved by ours. */
    int port(int port) {
        return port + offset;
    }

    /** The number of a running service's process: the first line of its pid file, which goes on to say which process it was. */
    String pid(String service) throws IOException {
        return Files.readAllLines(home.resolve("run").resolve(service + ".pid"))
                .getFirst()
                .strip();
    }

    HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port(port) + path))
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(int port, String path) {
        HttpRequest.Builder request = request(port, path);
        if (path.equals("/v1/continuity")) {
            // Everybody is told of cases late and coarsely.
            request.header("Authorization", "Bearer " + token("FLAGSHIPS", List.of("operator"), ""));
        }
        return send(request.GET().build());
    }

    /** What a GET answers, which must be 200. */
    JsonNode json(int port, String path) {
        HttpResponse<String> response = get(port, path);
        assertThat(response.statusCode())
                .as("GET %s: %s", path, response.body())
                .isEqualTo(200);
        return tree(response.body());
    }

    /** The same, for whoever has a token. */
    JsonNode json(int port, String path, String token) {
        HttpResponse<String> response = send(request(port, path)
                .header("Authorization", "Bearer " + token)
                .GET()
                .build());
        assertThat(response.statusCode())
                .as("GET %s: %s", path, response.body())
                .isEqualTo(200);
        return tree(response.body());
    }

    /** Every row of a paged answer. */
    List<JsonNode> rows(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String next = "";
        do {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=200" + next;
            JsonNode answer = json(REPORTING, page);
            answer.get("rows").forEach(rows::add);
            next = answer.hasNonNull("next") ? "&after=" + answer.get("next").asText() : "";
        } while (!next.isEmpty());
        return rows;
    }

    HttpResponse<String> post(int port, String path, String token, String contentType, String body) {
        return send(request(port, path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The status alone: of an answer that may never end, as live updates. */
    int status(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until everything committed is published and projected, and returns what continuity says then. What it says of the
     * sources may be a quarter of a second old: whatever was written before this was called is in what is returned.
     */
    JsonNode settled() {
        LockSupport.parkNanos(HEADS_ARE_KEPT.toNanos());
        JsonNode[] last = new JsonNode[1];
        await("everything committed to be published and projected", Duration.ofMinutes(3), () -> {
            JsonNode now = json(REPORTING, "/v1/continuity");
            last[0] = now;
            for (JsonNode source : now.get("sources")) {
                if (!source.hasNonNull("committed")
                        || source.get("committed").asLong()
                                != source.get("published").asLong()
                        || source.get("committed").asLong()
                                != source.get("projected").asLong()) {
                    return false;
                }
            }
            return now.get("sources").size() == 2;
        });
        return last[0];
    }

    /** Waits until what was committed at this moment is projected; more may be written meanwhile. */
    void settledWhileWritten() {
        JsonNode then = json(REPORTING, "/v1/continuity");
        await("what was committed to be projected", Duration.ofMinutes(3), () -> {
            JsonNode now = json(REPORTING, "/v1/continuity");
            for (int i = 0; i < then.get("sources").size(); i++) {
                if (now.at("/sources/" + i + "/projected").asLong()
                        < then.at("/sources/" + i + "/committed").asLong()) {
                    return false;
                }
            }
            return true;
        });
    }

    static void await(String what, Duration most, BooleanSupplier until) {
        await(what, most, until, () -> "");
    }

    /** @param then what is said of it when it was in vain */
    static void await(String what, Duration most, BooleanSupplier until, Supplier<String> then) {
        Instant end = Instant.now().plus(most);
        RuntimeException last = null;
        while (Instant.now().isBefore(end)) {
            try {
                if (until.getAsBoolean()) {
                    return;
                }
            } catch (UncheckedIOException e) {
                last = e; // not up yet
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError(("Waited in vain for " + what + " " + then.get()).strip(), last);
    }

    static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    @Override
    public void close() {
        run("down");
    }
}
