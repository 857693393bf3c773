package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.local.demo.DemoBatch;

/**
 * Posts the demonstration, as the agencies would: in order, with their tokens, over the public REST interface. Every
 * fact has an id of its own, so posting it again changes nothing, and whether it is there is asked of the services.
 */
final class DemoLoading {
    private static final int LINES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

    private final Reached services;
    private final Terminal terminal;
    private final RestClient client = new RestClient();
    /** The furthest known position of each shard of initiative-service, to which the other services have to catch up. */
    private final Map<Integer, ConsistencyToken> furthest = new TreeMap<>();

    private boolean patient = true;

    DemoLoading(Reached services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    /**
     * What became of the facts.
     *
     * @param rejected for a person: which fact, the code, how to mend it
     */
    record Tally(long stored, long duplicates, List<String> rejected) {
        Tally plus(Tally other) {
            List<String> both = new ArrayList<>(rejected);
            both.addAll(other.rejected);
            return new Tally(stored + other.stored, duplicates + other.duplicates, both);
        }
    }

    /**
     * Posts what is not there yet.
     *
     * @param again post everything, though it may be there
     * @throws LocalException when a service does not answer any more
     */
    Tally load(List<DemoBatch> batches, boolean again) {
        Map<String, List<DemoBatch>> titles = new LinkedHashMap<>();
        for (DemoBatch batch : batches) {
            if (again || !there(batch)) {
                titles.computeIfAbsent(batch.title(), t -> new ArrayList<>()).add(batch);
            }
        }
        Tally all = new Tally(0, 0, List.of());
        for (List<DemoBatch> together : titles.values()) {
            all = all.plus(post(together));
        }
        return all;
    }

    /** A batch goes in order, so it is there when its last fact is. */
    private boolean there(DemoBatch batch) {
        if (batch.events().isEmpty()) {
            return true;
        }
        ObjectNode last = batch.events().getLast();
        String query = "source=" + encoded(last.path("source").asText()) + "&id="
                + encoded(last.path("id").asText());
        return client.get(url(batch) + "?" + query, token(batch)).status() == 200;
    }

    /** Posts batches of one title, one after the other, under one bar. */
    private Tally post(List<DemoBatch> batches) {
        long start = System.nanoTime();
        String title = batches.getFirst().title();
        int of = batches.stream().mapToInt(b -> b.events().size()).sum();
        int done = 0;
        Tally tally = new Tally(0, 0, List.of());
        for (DemoBatch batch : batches) {
            List<ObjectNode> events = batch.events();
            for (int from = 0; from < events.size(); from += LINES) {
                terminal.progress(title, done, of, batch.agency());
                List<ObjectNode> chunk = events.subList(from, Math.min(events.size(), from + LINES));
                tally = tally.plus(postChunk(batch, chunk));
                done += chunk.size();
            }
        }
        terminal.clear();
        String outcome = String.format(Locale.ROOT, "%,d stored", tally.stored)
                + (tally.duplicates == 0 ? "" : String.format(Locale.ROOT, ", %,d were there", tally.duplicates))
                + (tally.rejected.isEmpty() ? "" : String.format(Locale.ROOT, ", %,d rejected", tally.rejected.size()));
        terminal.timed(title, outcome, String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9));
        return tally;
    }

    /**
     * Posts until every line has its final answer. A line is posted again, with those rejected after it, while the
     * service is too busy for it or does not know yet what it refers to.
     */
    private Tally postChunk(DemoBatch batch, List<ObjectNode> chunk) {
        Tally tally = new Tally(0, 0, List.of());
        List<ObjectNode> left = chunk;
        long end = System.nanoTime() + (patient ? PATIENCE.toNanos() : 0);
        while (true) {
            boolean last = System.nanoTime() > end;
            RestClient.Answer answer = send(batch, left);
            if (answer.status() == 0 || answer.status() == 503 || answer.status() == 429) {
                if (last) {
                    throw new LocalException(
                            batch.service() + "-service does not take the demonstration: " + answer.complaint());
                }
                pause();
                continue;
            }
            if (!answer.good()) {
                throw new LocalException(
                        "The demonstration (" + batch.title() + ") was refused: " + answer.complaint());
            }
            remember(answer);
            List<JsonNode> results = answer.jsonLines();
            List<ObjectNode> rejected = new ArrayList<>();
            List<String> why = new ArrayList<>();
            boolean mayChange = results.size() < left.size();
            for (int i = 0; i < left.size(); i++) {
                JsonNode result = i < results.size()
                        ? results.get(i)
                        : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
                switch (result.path("result").asText()) {
                    case "stored" -> tally = tally.plus(new Tally(1, 0, List.of()));
                    case "duplicate" -> tally = tally.plus(new Tally(0, 1, List.of()));
                    default -> {
                        rejected.add(left.get(i));
                        why.add(sentence(left.get(i), result.path("problem")));
                        mayChange |= mayChange(result.path("problem"));
                    }
                }
            }
            if (rejected.isEmpty() || !mayChange || last) {
                patient = patient && !(last && mayChange);
                return tally.plus(new Tally(0, 0, why));
            }
            left = rejected;
            pause();
        }
    }

    private RestClient.Answer send(DemoBatch batch, List<ObjectNode> events) {
        String lines = events.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
        String seen = furthest.values().stream().map(ConsistencyToken::toString).collect(Collectors.joining(","));
        boolean other = !batch.service().equals(Service.INITIATIVE.shortName());
        return client.post(
                url(batch), token(batch), "application/x-ndjson", lines, other && !seen.isEmpty() ? seen : null);
    }

    /** Too busy, or a reference of which the service may hear in a moment. */
    private static boolean mayChange(JsonNode problem) {
        int status = problem.path("status").asInt();
        String code = problem.path("code").asText();
        return status == 503 || (status == 422 && (problem.has("retryAfter") || code.startsWith("REF-")));
    }

    private void remember(RestClient.Answer answer) {
        List<String> said = new ArrayList<>();
        answer.consistencyToken().ifPresent(said::add);
        answer.jsonLines().forEach(line -> said.add(line.path("position").asText()));
        for (String text : said) {
            try {
                for (ConsistencyToken token : ConsistencyToken.parse(text)) {
                    if (token.service().equals(Service.INITIATIVE.shortName())) {
                        furthest.merge(token.shard(), token, (a, b) -> a.position() > b.position() ? a : b);
                    }
                }
            } catch (IllegalArgumentException notOne) {
                // A rejected line has no position.
            }
        }
    }

    private static String sentence(ObjectNode event, JsonNode problem) {
        return event.path("id").asText() + "  " + problem.path("code").asText("no answer") + ": "
                + problem.path("title").asText() + ". " + problem.path("detail").asText("") + " "
                + problem.path("pointer").asText("") + " "
                + problem.path("mend").asText("");
    }

    private String url(DemoBatch batch) {
        for (Service service : Service.values()) {
            if (service.shortName().equals(batch.service())) {
                return services.url(service) + "/v1/events";
            }
        }
        throw new IllegalArgumentException("There is no service " + batch.service());
    }

    private String token(DemoBatch batch) {
        return services.tokens().token(batch.agency(), batch.roles(), batch.person());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
