package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Each of the five processes is killed under load, once. What was acknowledged is stored, published and projected, once
 * each.
 */
class FaultsST {
    private static final int CALLERS = 8;
    /** Load, but no more than leaves the machine room to start what was killed. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AtomicBoolean posting = new AtomicBoolean(true);
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> themes = ConcurrentHashMap.newKeySet();
    private final Set<String> cases = ConcurrentHashMap.newKeySet();

    @Test
    void nothing_acknowledged_is_lost_or_doubled_when_any_process_is_killed() throws Exception {
        try (Flagships system = Flagships.fresh("faults", 20_000)) {
            // Given a system with the codes that a case needs, under load
            system.run("up", "--detach", "--no-demo");
            String steward = system.token("JUSTICE", List.of("steward"), "");
            String police = system.token("POLICE", List.of("agency-system"), "");
            referenceData(system, steward);
            long before = committed(system.settled());
            List<Future<?>> running = new ArrayList<>();
            // closed in the opposite order: first the callers are told to end, then they are waited for
            try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                    AutoCloseable enough = () -> posting.set(false)) {
                for (int i = 0; i < CALLERS; i++) {
                    boolean ofThemes = i % 2 == 0;
                    running.add(callers.submit(() -> {
                        while (posting.get()) {
                            LockSupport.parkNanos(PAUSE.toNanos());
                            if (ofThemes) {
                                theme(system, steward);
                            } else {
                                open(system, police);
                            }
                        }
                    }));
                }

                // When each process is killed once and started again
                for (String process :
                        List.of("initiative-service", "case-service", "reporting-service", "kafka", "postgres")) {
                    int acknowledged = themes.size() + cases.size();
                    Flagships.await(
                            "load", Duration.ofMinutes(2), () -> themes.size() + cases.size() > acknowledged + 200);
                    system.kill(process);
                    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                    system.run("up", "--detach", "--no-demo");
                }
                int acknowledged = themes.size() + cases.size();
                Flagships.await(
                        "load after the last",
                        Duration.ofMinutes(2),
                        () -> themes.size() + cases.size() > acknowledged + 200);
                posting.set(false);
                for (Future<?> caller : running) {
                    caller.get(1, TimeUnit.MINUTES); // a caller that met anything but 200, 201 and 503 fails the test
                }
            }

            // Then acknowledged = stored = published = projected
            JsonNode continuity = system.settled();
            assertThat(continuity.get("missing").asLong()).isZero();
            assertThat(committed(continuity) - before).isEqualTo(themes.size() + cases.size());
            Set<String> projected = new HashSet<>();
            system.rows("/v1/themes")
                    .forEach(row -> projected.add(row.get("code").asText()));
            assertThat(projected).containsAll(themes);
            System.out.printf(
                    "Killed five processes under load: %d facts acknowledged (%d themes, %d cases), %d stored, 0 missing%n",
                    themes.size() + cases.size(), themes.size(), cases.size(), committed(continuity) - before);
        }
    }

    private void theme(Flagships system, String token) {
        String code = "LOAD-" + next.incrementAndGet();
        String body = """
                {"specversion":"1.0","type":"nz.flagships.initiative.ThemeDefined.v1","source":"urn:example:load","id":"%s","subject":"%s","data":{"name":"Load"}}""".formatted(code, code);
        until(system, Flagships.INITIATIVE, token, body);
        themes.add(code);
    }

    private void open(Flagships system, String token) {
        String ref = "LOAD-" + next.incrementAndGet();
        String body = """
                {"specversion":"1.0","type":"nz.flagships.case.CaseOpened.v1","source":"urn:example:load","id":"%s","externalref":"%s","data":%s}""".formatted(ref, ref, CASE_DATA);
        until(system, Flagships.CASE, token, body);
        cases.add(ref);
    }

    /** Posts until it is answered for good: what a careful agency system does. */
    private static void until(Flagships system, int port, String token, String body) {
        while (true) {
            try {
                HttpResponse<String> response =
                        system.post(port, "/v1/events", token, "application/cloudevents+json", body);
                if (response.statusCode() == 201 || response.statusCode() == 200) {
                    return;
                }
                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            } catch (UncheckedIOException e) {
                // down: the same id again, so that it is stored once whatever became of the first
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static final String CASE_DATA = """
            {"openedOn":"2026-01-15","region":"LOAD-AREA","themes":["LOAD-THEME"],"legalBasis":"CONSENT","programme":"LOAD-PROGRAMME"}""";

    private static void referenceData(Flagships system, String steward) {
        List<List<String>> facts = List.of(
                List.of(
                        "AgencyRegistered",
                        "POLICE",
                        "{\"name\":\"Police\",\"flagshipPartner\":true,\"fundMember\":true}"),
                List.of("ThemeDefined", "LOAD-THEME", "{\"name\":\"Load\"}"),
                List.of("RegionDefined", "LOAD-NZ", "{\"name\":\"Load\",\"kind\":\"COUNTRY\"}"),
                List.of(
                        "RegionDefined",
                        "LOAD-AREA",
                        "{\"name\":\"Load\",\"kind\":\"PROGRAMME_AREA\",\"parent\":\"LOAD-NZ\"}"),
                List.of(
                        "ProgrammeDefined",
                        "LOAD-PROGRAMME",
                        "{\"name\":\"Load\",\"partners\":[\"POLICE\"],\"regions\":[\"LOAD-AREA\"]}"));
        for (List<String> fact : facts) {
            until(system, Flagships.INITIATIVE, steward, """
                    {"specversion":"1.0","type":"nz.flagships.initiative.%s.v1","source":"urn:example:load","id":"ref-%s","subject":"%s","data":%s}""".formatted(
                            fact.get(0), fact.get(1), fact.get(1), fact.get(2)));
        }
    }

    private static long committed(JsonNode continuity) {
        long sum = 0;
        for (JsonNode source : continuity.get("sources")) {
            sum += source.get("committed").asLong();
        }
        return sum;
    }
}
