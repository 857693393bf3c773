package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Two replicas of each service under load, and every one of them is replaced: told to leave and started in another
 * version, one after the other, so that old and new run side by side; then rolled back; then killed without notice.
 *
 * <p>{@code -Dprevious=<folder>} names a checkout of an earlier commit with its services built; without it both versions
 * are this one.
 */
class RollingST {
    private static final Path THIS = Path.of("..").toAbsolutePath().normalize();
    /** Longer than the balancer needs to see that a replica is not ready any more. */
    private static final Duration SHUTDOWN_DELAY = Duration.ofSeconds(6);

    private static final int FACTS_BETWEEN = 150;

    @Test
    void replicas_are_replaced_one_by_one_and_nobody_loses_a_fact_or_an_answer() throws Exception {
        String given = System.getProperty("previous", "");
        Path previous = given.isEmpty() ? THIS : Path.of(given).toAbsolutePath().normalize();
        try (TwoOfEach system = new TwoOfEach("rolling", SHUTDOWN_DELAY);
                RollingLoad load = new RollingLoad(system)) {
            // Given two replicas of each service in the previous version, under load
            system.start(previous);
            load.referenceData();
            load.start();
            some(load);
            Map<String, Long> inOrder;
            try (Lateness lateness = new Lateness(system)) {
                // And a schema that the next release has expanded already
                expand(system);

                // When every replica is replaced, the readers first
                for (String service : TwoOfEach.ORDER) {
                    for (Replica replica : system.of(service)) {
                        replace(system, load, lateness, service, replica, THIS);
                    }
                }
                Map<String, Long> upgraded = load.counts();
                // And one of each goes back, the writers first, since the new version did not please
                for (String service : previous.equals(THIS) ? List.<String>of() : TwoOfEach.ORDER.reversed()) {
                    replace(system, load, lateness, service, system.of(service).getLast(), previous);
                }
                Map<String, Long> back = load.counts();

                // And one of each is killed without notice
                for (String service : TwoOfEach.ORDER) {
                    kill(system, load, lateness, service, system.of(service).getFirst());
                }
                load.end();
                inOrder = previous.equals(THIS) ? upgraded : since(upgraded, back);
            }
            // Then acknowledged = stored = published = projected, each once
            aftermath(system, load);
            // And each change is told on every replica's live updates, and both leave as they should
            toldByBoth(system, load);
            readerLeaves(system, system.of("reporting-service").getFirst());
            uploadIsFinished(system, load, system.of("initiative-service").getFirst());
            // And whoever was asked to leave had answered all that it had taken
            assertThat(inOrder)
                    .as("what happened while replicas of this version left")
                    .doesNotContainKeys("cut: taken and not answered", "no answer in 30 s", "live updates cut")
                    .containsKey("same fact to both at once: 201 and 200");
        }
    }

    private static void replace(
            TwoOfEach system, RollingLoad load, Lateness lateness, String service, Replica replica, Path version)
            throws Exception {
        Map<String, Long> before = load.counts();
        lateness.reset();
        Duration leaving = replica.leave();
        replica.start(version);
        back(system, load, service, replica);
        say("%s replaced, left in %.1f s".formatted(replica, leaving.toMillis() / 1000.0), load, before, lateness);
    }

    private static void kill(TwoOfEach system, RollingLoad load, Lateness lateness, String service, Replica replica)
            throws Exception {
        Map<String, Long> before = load.counts();
        lateness.reset();
        replica.kill();
        LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
        replica.start(THIS);
        back(system, load, service, replica);
        say(replica + " killed", load, before, lateness);
    }

    private static void back(TwoOfEach system, RollingLoad load, String service, Replica replica) throws Exception {
        replica.awaitReady();
        Flagships.await(
                "both of " + service,
                Duration.ofMinutes(1),
                () -> system.balancer(service).ready().size() == 2);
        some(load);
    }

    private static void some(RollingLoad load) throws Exception {
        int enough = load.acknowledged() + FACTS_BETWEEN;
        while (load.acknowledged() < enough) {
            load.check();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void say(String what, RollingLoad load, Map<String, Long> before, Lateness lateness) {
        System.out.printf(
                "%s: %d facts so far; published at most %d ms late, shown at most %d ms late; %s%n",
                what, load.acknowledged(), lateness.published(), lateness.shown(), since(before, load.counts()));
    }

    private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> happened = new TreeMap<>();
        now.forEach((kind, count) -> {
            long more = count - before.getOrDefault(kind, 0L);
            if (more > 0) {
                happened.put(kind, more);
            }
        });
        return happened;
    }

    /** What the next release's migrations do before its first replica starts: new columns, and a line in Flyway's history. */
    private static void expand(TwoOfEach system) throws SQLException {
        Map<String, String> tables =
                Map.of("initiative", "public.event", "cases", "public.event", "reporting", "reporting_v2.theme");
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String schema = table.getValue().substring(0, table.getValue().indexOf('.'));
            try (Connection connection = system.database(table.getKey());
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table " + table.getValue() + " add column next_release text");
                statement.execute("""
                        insert into %1$s.flyway_schema_history
                            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        select max(installed_rank) + 1, '9000', 'next release', 'SQL', 'V9000__next_release.sql', 1, 'test', 1, true
                        from %1$s.flyway_schema_history""".formatted(schema));
            }
        }
    }

    private static void aftermath(TwoOfEach system, RollingLoad load) throws SQLException {
        List<Replica> reporting = system.of("reporting-service");
        long facts = 0;
        Map<String, Long> projected = new TreeMap<>();
        for (Replica replica : reporting) {
            Flagships.await("everything on show at " + replica, Duration.ofMinutes(2), () -> settled(system, replica));
            assertThat(system.json(replica, "/v1/continuity").get("missing").asLong())
                    .as("missing, says %s", replica)
                    .isZero();
        }
        for (JsonNode source :
                system.json(reporting.getFirst(), "/v1/continuity").get("sources")) {
            projected.put(source.get("source").asText(), source.get("projected").asLong());
        }
        for (Map.Entry<String, String> database :
                Map.of("initiative", "initiative", "cases", "case").entrySet()) {
            try (Connection connection = system.database(database.getKey())) {
                Audit store = Audit.store(connection);
                Audit topic = Audit.topic(system.bootstrapServers(), "flagships." + database.getValue() + ".v1");
                assertThat(store.faults()).isEmpty();
                assertThat(topic.faults()).isEmpty();
                assertThat(topic.events()).isEqualTo(store.events());
                assertThat(projected).containsEntry(database.getValue(), store.events());
                facts += store.events();
                System.out.printf(
                        "%s: %d events stored and published (%d repeated on the topic), chains whole%n",
                        database.getValue(), store.events(), topic.repeated());
            }
        }
        // What was posted as reference data and is no theme: an agency, a programme, three regions, two measures.
        assertThat(facts).isEqualTo(load.acknowledged() + 7);
        for (Replica replica : reporting) {
            assertThat(once(system, replica, "/v1/themes?limit=1000", "code")).isEqualTo(load.themes);
        }
        try (Connection connection = system.database("reporting");
                Statement statement = connection.createStatement()) {
            assertThat(rows(statement, "select count(*) from reporting_v2.joint_case"))
                    .isEqualTo(load.cases.size());
            assertThat(
                            rows(
                                    statement,
                                    "select count(*) from reporting_v2.observation where measure in ('LOAD-STOCK', 'LOAD-TAGGED')"))
                    .isEqualTo(load.observations.size());
        }
        System.out.printf(
                "%d facts acknowledged: %d themes, %d cases, %d observations; 0 missing; %s%n",
                load.acknowledged(), load.themes.size(), load.cases.size(), load.observations.size(), load.counts());
    }

    /** Sixteen facts on as many shards, whoever reads which: those who listen hear of every one, wherever they listen. */
    private static void toldByBoth(TwoOfEach system, RollingLoad load) {
        List<LiveUpdates> listeners = system.of("reporting-service").stream()
                .map(replica -> new LiveUpdates(system, replica))
                .toList();
        for (LiveUpdates listener : listeners) {
            Flagships.await("the first heartbeat", Duration.ofSeconds(30), () -> listener.heard("heartbeat") > 0);
        }
        for (int i = 0; i < 8; i++) {
            List<Long> before =
                    listeners.stream().map(listener -> listener.heard("codes")).toList();
            load.oneTheme();
            for (int j = 0; j < listeners.size(); j++) {
                LiveUpdates listener = listeners.get(j);
                long heard = before.get(j);
                Flagships.await("word of a theme", Duration.ofSeconds(30), () -> listener.heard("codes") > heard);
            }
        }
        listeners.forEach(LiveUpdates::close);
    }

    private static void readerLeaves(TwoOfEach system, Replica replica) {
        LiveUpdates listener = new LiveUpdates(system, replica);
        Flagships.await("the first heartbeat", Duration.ofSeconds(30), () -> listener.heard("heartbeat") > 0);

        replica.askToLeave();

        Flagships.await("not ready", Duration.ofSeconds(30), () -> replica.status("/q/health/ready") == 503);
        assertThat(replica.status("/q/health/live")).isEqualTo(200);
        HttpResponse<String> still = system.get(replica, "/v1/themes?limit=1");
        assertThat(still.statusCode()).isEqualTo(200);
        assertThat(still.headers().firstValue("Connection")).contains("close");
        replica.awaitLeft();
        Flagships.await("the end of the live updates", Duration.ofSeconds(30), listener::ended);
        assertThat(listener.heard("farewell")).isEqualTo(1);
        assertThat(listener.cut()).isFalse();
    }

    /** An upload that is half way when its replica is told to leave, and goes on for longer than the delay. */
    private static void uploadIsFinished(TwoOfEach system, RollingLoad load, Replica replica) throws Exception {
        List<String> lines = load.lines(200);
        HttpURLConnection upload = (HttpURLConnection) URI.create("http://localhost:" + replica.port() + "/v1/events")
                .toURL()
                .openConnection();
        upload.setRequestMethod("POST");
        upload.setDoOutput(true);
        upload.setChunkedStreamingMode(256);
        load.steward().forEach(upload::setRequestProperty);
        upload.setRequestProperty("Content-Type", "application/x-ndjson");
        try (OutputStream body = upload.getOutputStream()) {
            for (int i = 0; i < lines.size(); i++) {
                body.write((lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
                body.flush();
                if (i == lines.size() / 2) {
                    replica.askToLeave();
                    LockSupport.parkNanos(SHUTDOWN_DELAY.plusSeconds(2).toNanos());
                }
            }
        }
        assertThat(upload.getResponseCode()).isEqualTo(200);
        String answer = new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer.split("\n")).hasSize(lines.size()).allMatch(line -> line.contains("\"stored\""));
        replica.awaitLeft();
    }

    private static boolean settled(TwoOfEach system, Replica replica) {
        for (JsonNode source : system.json(replica, "/v1/continuity").get("sources")) {
            if (!source.hasNonNull("committed")
                    || source.get("committed").asLong()
                            != source.get("published").asLong()
                    || source.get("committed").asLong()
                            != source.get("projected").asLong()) {
                return false;
            }
        }
        return true;
    }

    private static long rows(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The codes of every row of a list, each of which must be there once. */
    private static Set<String> once(TwoOfEach system, Replica replica, String path, String column) {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = system.json(replica, path + after);
            page.get("rows").forEach(row -> all.add(row.get(column).asText()));
            after = page.hasNonNull("next") ? "&after=" + page.get("next").asText() : "";
        } while (!after.isEmpty());
        Set<String> distinct = new HashSet<>(all);
        assertThat(all).hasSameSizeAs(distinct);
        return distinct;
    }

    /** Looks into the databases all the time: how old the oldest event is that Kafka, or the read models, do not have. */
    private static final class Lateness implements AutoCloseable {
        private final AtomicLong published = new AtomicLong();
        private final AtomicLong shown = new AtomicLong();
        private final Thread thread;
        private volatile boolean closed;

        Lateness(TwoOfEach system) {
            thread = Thread.ofPlatform().start(() -> {
                try (Connection initiative = system.database("initiative");
                        Connection cases = system.database("cases");
                        Connection reporting = system.database("reporting")) {
                    while (!closed) {
                        look(initiative, reporting, "initiative");
                        look(cases, reporting, "case");
                        LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        private void look(Connection store, Connection reporting, String source) throws SQLException {
            Long[] cursors = new Long[16];
            try (Statement statement = reporting.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select shard, position from reporting_v2.reader_cursor where source = '" + source + "'")) {
                while (row.next()) {
                    cursors[row.getInt(1)] = row.getLong(2);
                }
            }
            try (var statement = store.prepareStatement("""
                    select (select max(extract(epoch from clock_timestamp() - e.recorded_at) * 1000)
                            from shard_relay r join event e on e.shard = r.shard and e.position = r.published + 1),
                           (select max(extract(epoch from clock_timestamp() - e.recorded_at) * 1000)
                            from unnest(?::bigint[]) with ordinality c (position, place)
                            join event e on e.shard = c.place - 1 and e.position = c.position + 1)""")) {
                statement.setArray(1, store.createArrayOf("int8", cursors));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    published.accumulateAndGet((long) row.getDouble(1), Math::max);
                    shown.accumulateAndGet((long) row.getDouble(2), Math::max);
                }
            }
        }

        void reset() {
            published.set(0);
            shown.set(0);
        }

        long published() {
            return published.get();
        }

        long shown() {
            return shown.get();
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
