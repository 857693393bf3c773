package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nz.flagships.events.Role;

/** What a newcomer is shown when everything is up: the figures, the dashboard, and a fact to post. */
final class Newcomer {
    private static final List<String> AREAS = List.of("HUTT-VALLEY", "PAPAKURA", "HAMILTON", "EAST-COAST");
    private static final int ROWS_OF_AN_AREA = 6;

    private static final Comparator<JsonNode> COMPARABLE_FIRST = Comparator.<JsonNode, Boolean>comparing(
                    row -> !row.path("previous").path("value").isNumber())
            .thenComparing(Newcomer::lastDay, Comparator.reverseOrder());

    private final Reached services;
    private final Terminal terminal;
    private final RestClient client = new RestClient();

    Newcomer(Reached services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    /** What reporting-service says of how far the read models are, when it answers. */
    Optional<Standing> standing() {
        // Who may know more is told to the event, and at once.
        String token = services.tokens().token("FLAGSHIPS", List.of(Role.OPERATOR));
        RestClient.Answer answer = client.get(reporting() + "/v1/continuity", token);
        return answer.good() ? Optional.of(Standing.of(answer.json())) : Optional.empty();
    }

    /** Waits until the read models show all that is committed. */
    void awaitShown() {
        long start = System.nanoTime();
        boolean complete = Commands.await(Duration.ofMinutes(3), () -> {
            Optional<Standing> now = standing();
            now.ifPresent(s -> terminal.progress("On show", s.projected(), s.committed(), ""));
            return now.map(Standing::complete).orElse(false);
        });
        terminal.clear();
        String said = standing().map(Standing::toString).orElse("reporting-service does not say");
        String time = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
        terminal.timed("On show", complete ? said : said + ": still at it", time);
    }

    /** Freezes the closed months of the table of people, as an operator may. */
    void freeze() {
        String token = services.tokens().token("FLAGSHIPS", List.of(Role.OPERATOR));
        RestClient.Answer answer =
                client.post(reporting() + "/v1/operations/freeze-months", token, "application/json", "{}", null);
        if (!answer.good()) {
            terminal.fact("Months of cases", "not frozen: " + answer.complaint());
        }
    }

    /** The latest figure of every measure, area by area; first what can be compared, then the most recent. */
    void outcomes() {
        Map<String, String> measures = names("measures");
        Map<String, String> regions = names("regions");
        terminal.heading("Outcomes per region");
        Map<String, List<List<String>>> areas = new LinkedHashMap<>();
        for (String area : AREAS) {
            areas.put(
                    regions.getOrDefault(area, area),
                    latest(area).values().stream()
                            .sorted(COMPARABLE_FIRST)
                            .limit(ROWS_OF_AN_AREA)
                            .map(row -> cells(row, measures))
                            .toList());
        }
        terminal.table(List.of("", "period", "figure", "a year earlier", "change"), areas, List.of(2, 3, 4));
        terminal.line("  "
                + terminal.dim("Σ summed from the areas that answer for the region. All of it, with sources:"
                        + " /v1/outcomes, or the dashboard."));
    }

    private Map<String, JsonNode> latest(String area) {
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        String query = "/v1/outcomes?limit=1000&region=" + area;
        for (JsonNode row : client.get(reporting() + query, null).json().path("rows")) {
            // a sum that lacks a part is smaller than what it stands for: it is no figure to greet anybody with
            if (row.path("value").isNumber() && row.path("complete").asBoolean()) {
                latest.merge(
                        row.path("measure").asText(), row, (a, b) -> lastDay(a).compareTo(lastDay(b)) > 0 ? a : b);
            }
        }
        return latest;
    }

    private static String lastDay(JsonNode row) {
        return row.path("lastDay").asText();
    }

    private static List<String> cells(JsonNode row, Map<String, String> measures) {
        JsonNode previous = row.path("previous");
        String measure = row.path("measure").asText();
        List<String> cells = new ArrayList<>();
        cells.add(measures.getOrDefault(measure, measure));
        cells.add(row.path("period").asText());
        cells.add(number(row.path("value")) + mark(row));
        cells.add(previous.path("value").isNumber() ? number(previous.path("value")) : "–");
        cells.add(previous.path("changePercent").isNumber() ? percent(previous.path("changePercent")) : "–");
        return cells;
    }

    /** A figure that was not observed as it stands says so. */
    private static String mark(JsonNode row) {
        String status = row.path("status").asText("A");
        String derived = row.path("derived").asText("");
        boolean synthetic = row.path("provenance").path("basis").asText().equals("synthetic");
        return (status.equals("A") ? "" : " " + status)
                + (derived.isEmpty() || derived.equals("null") ? "" : " Σ")
                + (synthetic ? " synthetic" : "");
    }

    private static String number(JsonNode value) {
        return new DecimalFormat("#,##0.###;−#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value.decimalValue());
    }

    private static String percent(JsonNode value) {
        BigDecimal percent = value.decimalValue();
        return new DecimalFormat("+0.0;−0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(percent) + " %";
    }

    private Map<String, String> names(String list) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode row : client.get(reporting() + "/v1/" + list + "?limit=1000", null)
                .json()
                .path("rows")) {
            names.put(row.path("code").asText(), row.path("name").asText());
        }
        return names;
    }

    /** Where to look, and a fact to post. */
    void nextSteps() {
        terminal.heading("Look");
        terminal.fact("Dashboard", terminal.bold(reporting() + "/"));
        terminal.fact("Facts one can post", services.url(Service.INITIATIVE) + "/v1/event-types");
        terminal.fact("", services.url(Service.CASE) + "/v1/event-types");
        terminal.heading("Post a fact, and watch it arrive on the dashboard");
        terminal.line(curl());
        terminal.blank();
    }

    /** The milestone is one of the demonstration's own, planned and left for this. Posting it twice is no harm. */
    private String curl() {
        return """
                  curl -s -w '\\n' %s/v1/events \\
                    -H "Authorization: Bearer $(./flagships token police)" \\
                    -H 'Content-Type: application/cloudevents+json' \\
                    -d '{"specversion":"1.0","id":"my-first-fact","source":"urn:newcomer",
                         "type":"nz.flagships.initiative.InitiativeMilestoneReached.v1","subject":"PK-ALCOHOL",
                         "time":"2015-08-14T04:00:00Z","data":{"milestone":"INVENTED-5","on":"2015-08-14"}}'""".formatted(services.url(Service.INITIATIVE));
    }

    private String reporting() {
        return services.url(Service.REPORTING);
    }
}
