package nz.flagships.system;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Agencies at their ordinary work, whatever others do: they define themes, open cases, and read what they wrote; and
 * who watches the probes. Each answer that is not what it should be is noted; how long each took, too.
 */
final class Neighbour implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final int PERCENT = 100;

    /** What they do. */
    enum Work {
        POST_THEME,
        OPEN_CASE,
        READ_CASES,
        READ_FIGURES,
        PROBE
    }

    /** How long each request of a stretch took, in nanoseconds. */
    record Times(Map<Work, ConcurrentLinkedQueue<Long>> taken) {
        static Times none() {
            Map<Work, ConcurrentLinkedQueue<Long>> taken = new EnumMap<>(Work.class);
            for (Work work : Work.values()) {
                taken.put(work, new ConcurrentLinkedQueue<>());
            }
            return new Times(taken);
        }

        private ConcurrentLinkedQueue<Long> of(Work work) {
            return Objects.requireNonNull(taken.get(work));
        }

        int fewest() {
            return taken.values().stream()
                    .mapToInt(ConcurrentLinkedQueue::size)
                    .min()
                    .orElse(0);
        }

        double millis(Work work, int percentile) {
            List<Long> sorted = new ArrayList<>(of(work));
            sorted.sort(null);
            int at = Math.min(sorted.size() - 1, sorted.size() * percentile / PERCENT);
            return sorted.get(at) / (double) Duration.ofMillis(1).toNanos();
        }

        /** Beside those of a quiet system. */
        String beside(Times quiet) {
            StringBuilder text = new StringBuilder();
            for (Work work : Work.values()) {
                text.append("%n    %-13s %4d requests".formatted(work, of(work).size()));
                for (int percentile : List.of(50, 99)) {
                    double millis = millis(work, percentile);
                    text.append(", p%d %7.1f ms (quiet ×%.1f)"
                            .formatted(percentile, millis, millis / quiet.millis(work, percentile)));
                }
            }
            return text.toString();
        }
    }

    private final Flagships system;
    private final String steward;
    private final String police;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> themes = new ConcurrentSkipListSet<>();
    private final Set<String> cases = new ConcurrentSkipListSet<>();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();
    private final AtomicInteger late = new AtomicInteger();
    private volatile Times times = Times.none();
    private volatile boolean enough;

    Neighbour(Flagships system) {
        this.system = system;
        steward = system.token("JUSTICE", List.of("steward"), "");
        police = system.token("POLICE", List.of("agency-system", "case-worker"), "NEIGHBOUR");
        Load.referenceData(system, steward);
    }

    /** From now on, until it is closed. */
    void begin() {
        begin(this::theme);
        begin(this::openCase);
        begin(this::probe);
    }

    private void begin(Runnable work) {
        threads.add(Thread.ofVirtual().start(() -> {
            while (!enough) {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    wrong.putIfAbsent("no answer", String.valueOf(e));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }));
    }

    /** Forgets how long things took, and says where it is noted from now on. */
    Times afresh() {
        Times now = Times.none();
        times = now;
        return now;
    }

    /** What was acknowledged: the codes of themes. */
    Set<String> themes() {
        return Set.copyOf(themes);
    }

    /** What was acknowledged: how many facts. */
    int facts() {
        return themes.size() + cases.size();
    }

    /** What was not as it should be; one of each kind. */
    Set<String> wrong() {
        return new TreeSet<>(wrong.values());
    }

    /** How often what was written was not shown to its writer within two seconds, which the answer said. */
    int late() {
        return late.get();
    }

    private void theme() {
        String code = "NEIGHBOUR-" + next.incrementAndGet();
        HttpResponse<String> answer = post(Work.POST_THEME, Flagships.INITIATIVE, steward, Load.theme(code));
        if (answer == null) {
            return;
        }
        themes.add(code);
        // who wrote reads it, where it is shown
        HttpRequest.Builder read = system.request(Flagships.REPORTING, "/v1/themes?code=" + code)
                .header("Authorization", "Bearer " + steward)
                .header(
                        "Consistency-Token",
                        answer.headers().firstValue("Consistency-Token").orElse("none"));
        HttpResponse<String> shown = timed(Work.READ_FIGURES, read.GET());
        if (shown.statusCode() == 503 && shown.body().contains("REQ-010")) {
            late.incrementAndGet();
        } else if (shown.statusCode() != 200 || !shown.body().contains(code)) {
            wrong.putIfAbsent(
                    "figures " + shown.statusCode(), "reads figures: " + shown.statusCode() + " " + shown.body());
        }
    }

    private void openCase() {
        String ref = "NEIGHBOUR-" + next.incrementAndGet();
        if (post(Work.OPEN_CASE, Flagships.CASE, police, Load.openCase(ref, "")) == null) {
            return;
        }
        cases.add(ref);
        HttpResponse<String> read = timed(
                Work.READ_CASES,
                system.request(Flagships.CASE, "/v1/cases/" + ref)
                        .header("Authorization", "Bearer " + police)
                        .GET());
        if (read.statusCode() != 200) {
            wrong.putIfAbsent("case " + read.statusCode(), "reads a case: " + read.statusCode() + " " + read.body());
        }
    }

    private void probe() {
        for (int port : List.of(Flagships.INITIATIVE, Flagships.CASE, Flagships.REPORTING)) {
            for (String probe : List.of("live", "ready")) {
                HttpResponse<String> answer = timed(
                        Work.PROBE,
                        system.request(port + 1000, "/q/health/" + probe).GET());
                if (answer.statusCode() != 200) {
                    wrong.putIfAbsent(
                            probe + port, probe + " of " + port + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
    }

    private @Nullable HttpResponse<String> post(Work work, int port, String token, String body) {
        HttpResponse<String> answer = timed(
                work,
                system.request(port, "/v1/events")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", Load.STRUCTURED)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.statusCode() == 201) {
            return answer;
        }
        wrong.putIfAbsent(work + " " + answer.statusCode(), work + ": " + answer.statusCode() + " " + answer.body());
        return null;
    }

    private HttpResponse<String> timed(Work work, HttpRequest.Builder request) {
        Times then = times;
        long began = System.nanoTime();
        HttpResponse<String> answer =
                system.send(request.timeout(Duration.ofMinutes(2)).build());
        then.of(work).add(System.nanoTime() - began);
        return answer;
    }

    /** Ends the work; what was begun is finished. */
    @Override
    public void close() {
        enough = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
