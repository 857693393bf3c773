package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import nz.flagships.local.Spelling;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The published facts, loaded through REST as {@code ./flagships up} does it, are read back exactly: every row and every
 * column, with where it comes from.
 */
class DemonstrationST {
    private static final Path FILES = Path.of("..", "platform-local", "src", "main", "resources", "demo");

    /** Sources and units have names of their own; the rest is in {@code docs/api/codes.md}. */
    private static final Set<String> NO_CODES =
            Set.of("source", "sources", "unit", "basis", "derived", "inferred", "syntheticStatuses", "by");

    private static final Pattern SMALL_WORDS = Pattern.compile("[a-z]+([-_ ][a-z]+)?");

    private static Flagships system;

    @BeforeAll
    static void load() {
        system = Flagships.fresh("demonstration", 11_000);
        String printed = system.run("up", "--detach");
        assertThat(printed).contains("Outcomes per region").contains("curl");
        system.settled();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void loading_it_again_changes_nothing() {
        JsonNode before = system.settled();

        system.run("demo");

        assertThat(system.settled().get("sources")).isEqualTo(before.get("sources"));
    }

    @Test
    void sources() {
        List<JsonNode> rows = system.rows("/v1/sources");
        for (Line line : lines("sources")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("source")));
            same(line, row, "published", "citation");
        }
    }

    @Test
    void agencies() {
        List<JsonNode> rows = system.rows("/v1/agencies");
        for (Line line : lines("agencies")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("code")));
            same(line, row, "name");
            assertThat(row.get("flagshipPartner").asText()).isEqualTo(line.get("flagship_partner"));
            assertThat(row.get("fundMember").asText()).isEqualTo(line.get("fund_member"));
            provenance(line, row);
        }
    }

    @Test
    void programmes() {
        List<JsonNode> rows = system.rows("/v1/programmes");
        for (Line line : lines("programmes")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("code")));
            same(line, row, "name", "partners", "regions");
            provenance(line, row);
        }
    }

    @Test
    void themes() {
        List<JsonNode> rows = system.rows("/v1/themes");
        for (Line line : lines("themes")) {
            same(line, only(rows, line, r -> is(r, "code", line.get("code"))), "name");
        }
    }

    @Test
    void regions() {
        List<JsonNode> rows = system.rows("/v1/regions");
        for (Line line : lines("regions")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("code")));
            same(line, row, "name", "kind", "parent");
            assertThat(text(row.path("validFrom"))).as("%s", line).isEqualTo(line.get("valid_from"));
            assertThat(text(row.path("validTo"))).as("%s", line).isEqualTo(line.get("valid_to"));
            String lineage = line.get("lineage");
            assertThat(text(row.path("mergedFrom")))
                    .as("%s", line)
                    .isEqualTo(lineage.startsWith("merged:") ? sorted(lineage.substring(7)) : "");
            assertThat(text(row.path("maps")))
                    .as("%s", line)
                    .isEqualTo(lineage.startsWith("maps:") ? sorted(lineage.substring(5)) : "");
            if (!"Ours".equals(line.get("note"))) {
                provenance(line, row);
            }
        }
    }

    @Test
    void measures() {
        List<JsonNode> rows = system.rows("/v1/measures");
        for (Line line : lines("measures")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("code")));
            same(line, row, "name", "kind", "unit", "direction", "geography", "sensitivity", "note");
        }
    }

    @Test
    void observations() {
        for (Line line : lines("observations")) {
            List<JsonNode> rows = system.rows("/v1/outcomes?measure=%s&region=%s&period=%s"
                    .formatted(line.get("measure"), line.get("region"), line.get("period")));
            JsonNode row = only(rows, line, r -> true);
            same(line, row, "measure", "region", "period", "status");
            assertThat(row.get("value").decimalValue())
                    .as("%s", line)
                    .isEqualByComparingTo(new BigDecimal(line.get("value")));
            assertThat(row.get("derived").isNull()).as("%s", line).isTrue();
            assertThat(text(row.get("sources"))).as("%s", line).isEqualTo(line.get("source"));
            provenance(line, row);
        }
    }

    @Test
    void series_breaks() {
        List<JsonNode> rows = system.rows("/v1/series-breaks");
        for (Line line : lines("series-breaks")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "measure", line.get("measure"))
                            && text(r.path("region")).equals(line.get("region")));
            same(line, row, "on", "reason", "bridgeable");
            provenance(line, row);
        }
    }

    @Test
    void targets() {
        List<JsonNode> rows = system.rows("/v1/targets");
        for (Line line : lines("targets")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "measure", line.get("measure"))
                            && is(r, "region", line.get("region"))
                            && is(r, "event", line.get("event")));
            assertThat(text(row.path("announcedOn"))).isEqualTo(line.get("announced_on"));
            assertThat(text(row.path("value"))).as("%s", line).isEqualTo(line.get("target"));
            same(line, row, "unit", "baseline", "by");
            provenance(line, row);
        }
    }

    @Test
    void the_version_of_a_target_that_was_in_force_in_a_year_and_how_far_it_had_been_reached() {
        String total = "/v1/targets/progress?measure=BPS_TOTAL_CRIME&on=";
        String youth = "/v1/targets/progress?measure=BPS_YOUTH_CRIME&on=";
        assertThat(inForce(total + "2013-12-31")).isEqualTo("-15 by 2017-06-30: -14 in YE2013-12, ON_TRACK");
        assertThat(inForce(youth + "2013-12-31")).isEqualTo("-5 by 2017-06-30: -27 in YE2013-12, EXCEEDED");
        assertThat(inForce(total + "2014-12-31")).isEqualTo("-15 by 2017-06-30: -14 in YE2013-12, ON_TRACK");
        assertThat(inForce(youth + "2014-12-31")).isEqualTo("-25 by 2017-06-30: -27 in YE2013-12, EXCEEDED");
        assertThat(inForce(total + "2016-12-31")).isEqualTo("-20 by 2018-06-30: -14 in YE2016-09, BEHIND");
        assertThat(inForce(youth + "2016-12-31")).isEqualTo("-25 by 2017-06-30: -32 in YE2016-09, EXCEEDED");
        assertThat(system.rows(total + "2017-12-31")).isEmpty();
        assertThat(system.rows("/v1/targets/progress?on=2017-12-31"))
                .singleElement()
                .satisfies(row -> assertThat(text(row.get("measure"))).isEqualTo("BPS_SERIOUS_CRIME"));
    }

    private static String inForce(String query) {
        JsonNode row = only(system.rows(query), query, r -> true);
        return "%s by %s: %s in %s, %s"
                .formatted(
                        text(row.get("value")),
                        text(row.get("by")),
                        text(row.get("now")),
                        text(row.get("period")),
                        text(row.get("standing")));
    }

    @Test
    void evaluations_each_effect_side_by_side_and_the_verdicts_that_follow() {
        List<JsonNode> rows = system.rows("/v1/evaluations");
        for (Line line : lines("evaluations")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "subject", line.get("subject"))
                            && is(r, "source", line.get("source"))
                            && is(r, "outcome", line.get("outcome")));
            same(line, row, "kind", "population", "effect", "unit", "direction");
            assertThat(text(row.get("intervalLow"))).as("%s", line).isEqualTo(line.get("ci_low"));
            assertThat(text(row.get("intervalHigh"))).as("%s", line).isEqualTo(line.get("ci_high"));
            assertThat(text(row.get("treated"))).as("%s", line).isEqualTo(line.get("n_treated"));
            assertThat(text(row.get("caveats"))).as("%s", line).isEqualTo(line.get("note"));
            assertThat(text(row.get("registered"))).isEqualTo("PUBLISHED");
        }
        assertThat(system.rows("/v1/evaluations?subject=JSF-OUT-OF-GATE"))
                .hasSize(3)
                .extracting(
                        row -> text(row.get("effect")) + " " + text(row.get("unit")) + " " + text(row.get("verdict")))
                .containsExactlyInAnyOrder(
                        "-5 percent INCONCLUSIVE", "-4.14 percent INCONCLUSIVE", "-5 percentage points INCONCLUSIVE");
        assertThat(system.rows("/v1/evaluations?subject=JSF-IWI-PANELS"))
                .extracting(row -> text(row.get("judged")) + " " + text(row.get("verdict")))
                .containsExactlyInAnyOrder("UNKNOWN MIXED", "BETTER MIXED");
        assertThat(text(only(system.rows("/v1/initiatives"), "panels", r -> is(r, "code", "JSF-IWI-PANELS"))
                        .get("evidence")))
                .isEqualTo("MIXED");
    }

    @Test
    void the_four_budget_decisions_each_without_qualifying_evidence_on_record() {
        List<JsonNode> rows = system.rows("/v1/budget/decisions");
        assertThat(rows).hasSize(4);
        for (Line line : lines("budget")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "initiative", line.get("initiative")) && is(r, "decidedOn", line.get("decided_on")));
            assertThat(text(row.get("decision"))).isEqualToIgnoringCase(line.get("decision"));
            assertThat(text(row.get("cents"))).as("%s", line).isEqualTo(line.get("amount_nzd") + "00");
            same(line, row, "years", "source");
            assertThat(row.get("withoutQualifyingEvidence").asBoolean())
                    .as("%s", line)
                    .isTrue();
            assertThat(text(row.get("reason"))).isNotEmpty();
            provenance(line, row);
            assertThat(text(only(system.rows("/v1/initiatives"), line, r -> is(r, "code", line.get("initiative")))
                            .get("lifecycle")))
                    .isEqualTo("ESTABLISHED");
            assertThat(system.rows("/v1/evidence/pipeline?current=true&initiative=" + line.get("initiative")))
                    .singleElement()
                    .satisfies(each -> assertThat(text(each.get("stage"))).isEqualTo("GRANTED"));
        }
        assertThat(system.rows("/v1/budget/rounds"))
                .extracting(row -> text(row.get("round")) + " " + text(row.get("grantedCents")))
                .containsExactly("BUDGET-2016 2000000000", "BUDGET-2017 2790000000", "BUDGET-2019 3000000000");
    }

    @Test
    void every_closed_list_of_every_service_is_in_capitals_and_underscores() {
        for (int service : List.of(Flagships.INITIATIVE, Flagships.CASE, Flagships.REPORTING)) {
            assertThat(Spelling.otherwise(system.json(service, "/openapi?format=json")))
                    .as("the OpenAPI document of %s", service)
                    .isEmpty();
        }
        assertThat(Spelling.otherwise(system.json(Flagships.INITIATIVE, "/v1/event-types")))
                .isEmpty();
    }

    @Test
    void no_list_has_a_column_of_codes_that_are_spelt_another_way() {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : system.json(Flagships.REPORTING, "/openapi?format=json")
                .get("paths")
                .properties()) {
            if (path.getValue().path("get").path("parameters").toString().contains("/Sort\"")) {
                Map<String, Set<String>> columns = new TreeMap<>();
                system.rows(path.getKey()).forEach(row -> texts("", row, columns));
                columns.forEach((column, values) -> {
                    if (!NO_CODES.contains(column.substring(column.lastIndexOf('.') + 1))
                            && values.stream().allMatch(SMALL_WORDS.asMatchPredicate())) {
                        wrong.add(path.getKey() + " " + column + " " + values);
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** By column the texts that rows have in it. */
    private static void texts(String name, JsonNode node, Map<String, Set<String>> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(each ->
                            texts(name.isEmpty() ? each.getKey() : name + "." + each.getKey(), each.getValue(), into));
        } else if (node.isArray()) {
            node.forEach(each -> texts(name, each, into));
        } else if (node.isTextual()) {
            into.computeIfAbsent(name, column -> new TreeSet<>()).add(node.asText());
        }
    }

    @Test
    void claims_beside_what_the_figures_say() {
        List<JsonNode> rows = system.rows("/v1/claims");
        for (Line line : lines("claims")) {
            JsonNode row = only(rows, line, r -> is(r, "measure", line.get("measure")));
            same(line, row, "region", "from", "to", "source");
            assertThat(text(row.get("claimedChangePercent"))).isEqualTo(line.get("change_percent"));
            assertThat(text(row.get("by"))).isEqualTo(line.get("claimed_by"));
            provenance(line, row);
        }
        JsonNode total = only(rows, "total", r -> is(r, "measure", "RECORDED_OFFENCES"));
        List<String> figures = new ArrayList<>();
        total.get("figures")
                .forEach(f -> figures.add(
                        text(f.get("region")) + " " + text(f.get("period")) + " " + text(f.get("changePercent"))));
        assertThat(figures).contains("AREA-HUTT-VALLEY FY2012 -12.9", "DIST-WELLINGTON FY2013 -13.56");
        assertThat(text(only(rows, "youth", r -> is(r, "measure", "BPS_YOUTH_CRIME"))
                        .get("reason")))
                .contains("No figure of BPS_YOUTH_CRIME was published for AREA-HUTT-VALLEY");
    }

    @Test
    void initiatives_and_the_accounts_of_their_dates() {
        List<JsonNode> rows = system.rows("/v1/initiatives");
        for (Line line : lines("initiatives")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("code")));
            same(line, row, "title", "programme");
            assertThat(text(row.path("regions"))).as("%s", line).isEqualTo(sorted(line.get("region")));
            assertThat(text(row.path("themes"))).as("%s", line).isEqualTo(line.get("theme"));
            assertThat(text(row.path("leadAgency"))).as("%s", line).isEqualTo(line.get("lead_agency"));
            assertThat(text(row.path("tailoredFrom"))).as("%s", line).isEqualTo(line.get("tailored_from"));
            assertThat(text(row.path("startedOn"))).as("%s", line).isEqualTo(line.get("started_on"));
            assertThat(text(row.path("endedOn"))).as("%s", line).isEqualTo(line.get("ended_on"));
            provenance(line, row);
            List<String> inferred = new ArrayList<>();
            row.path("provenance").path("inferred").forEach(i -> inferred.add(i.asText()));
            List<String> expected = line.get("inferred").isEmpty()
                    ? List.of()
                    : Arrays.stream(line.get("inferred").split("; "))
                            .map(i -> i.equals("lead_agency") ? "leadAgency" : "tailoredFrom")
                            .toList();
            assertThat(inferred).as("%s", line).containsExactlyInAnyOrderElementsOf(expected);
        }
        for (Line line : lines("initiative-windows")) {
            JsonNode row = only(rows, line, r -> is(r, "code", line.get("initiative")));
            List<JsonNode> windows = new ArrayList<>();
            row.get("windows").forEach(windows::add);
            JsonNode window = only(windows, line, w -> is(w, "source", line.get("source")));
            same(line, window, "from", "to");
        }
    }

    @Test
    void barriers_are_as_old_as_their_files_say_and_on_the_desk() {
        List<JsonNode> rows = system.rows("/v1/barriers");
        for (Line line : lines("synthetic-barriers")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "initiative", line.get("initiative")) && is(r, "barrier", line.get("barrier")));
            same(line, row, "title", "category", "severity");
            assertThat(text(row.path("raisedOn"))).as("%s", line).isEqualTo(line.get("raised_on"));
            assertThat(text(row.path("advisedOn"))).as("%s", line).isEqualTo(line.get("advised_on"));
            boolean isOver = !line.get("resolved_on").isEmpty()
                    && line.get("reopened_on").isEmpty();
            assertThat(text(row.path("status")).equals("RESOLVED"))
                    .as("%s", line)
                    .isEqualTo(isOver);
            assertThat(row.path("synthetic").asBoolean()).as("%s", line).isTrue();
            if (!line.get("same_as").isEmpty()) {
                assertThat(text(row.path("linked"))).as("%s", line).contains(line.get("same_as"));
                assertThat(row.path("inRegions")).as("%s", line).hasSize(3);
            }
        }
        assertThat(system.rows("/v1/barriers/desk?by=region")).hasSize(3);
    }

    @Test
    void outputs_are_those_of_their_file() {
        List<JsonNode> rows = system.rows("/v1/outputs");
        for (Line line : lines("synthetic-outputs")) {
            JsonNode row = only(
                    rows,
                    line,
                    r -> is(r, "initiative", line.get("initiative"))
                            && is(r, "region", line.get("region"))
                            && is(r, "period", line.get("period")));
            same(line, row, "output", "quantity");
        }
    }

    @Test
    void the_hutt_valley_courts_earlier_family_figures_are_the_sum_of_its_predecessors_and_say_so() {
        Map<String, Integer> expected = Map.of("FAMILY_NEW", 1623 + 639, "FAMILY_DISPOSED", 1659 + 706);
        expected.forEach((measure, sum) -> {
            JsonNode row = only(
                    system.rows("/v1/outcomes?measure=" + measure + "&region=COURT-HUTT-VALLEY&period=FY2012"),
                    Map.of(),
                    r -> true);
            assertThat(row.get("value").asInt()).isEqualTo(sum);
            assertThat(row.get("derived").asText()).isEqualTo("predecessors");
            assertThat(row.get("complete").asBoolean()).isTrue();
            assertThat(row.get("parts")).hasSize(2);
        });
    }

    /** A line of a file, by column. */
    private record Line(Map<String, String> cells) {
        String get(String column) {
            return Objects.requireNonNull(cells.get(column), column);
        }

        String optional(String column) {
            return Objects.requireNonNullElse(cells.get(column), "");
        }

        @Override
        public String toString() {
            return cells.toString();
        }
    }

    private static List<Line> lines(String file) {
        try {
            List<Line> lines = new ArrayList<>();
            new CsvMapper()
                    .readerForMapOf(String.class)
                    .with(CsvSchema.emptySchema().withHeader())
                    .<Map<String, String>>readValues(Files.readString(FILES.resolve(file + ".csv")))
                    .forEachRemaining(cells -> lines.add(new Line(cells)));
            assertThat(lines).as(file).isNotEmpty();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode only(List<JsonNode> rows, Object line, Predicate<JsonNode> which) {
        List<JsonNode> found = rows.stream().filter(which).toList();
        assertThat(found).as("%s", line).hasSize(1);
        return found.getFirst();
    }

    private static boolean is(JsonNode row, String member, String value) {
        return row.path(member).asText().equals(value);
    }

    /** The members of a row that are spelt as their column. */
    private static void same(Line line, JsonNode row, String... columns) {
        for (String column : columns) {
            String expected = line.get(column);
            JsonNode member = row.path(column);
            assertThat(text(member))
                    .as("%s of %s", column, line)
                    .isEqualTo(member.isArray() ? sorted(expected) : expected);
        }
    }

    private static void provenance(Line line, JsonNode row) {
        JsonNode provenance = row.hasNonNull("provenance") ? row.get("provenance") : MissingNode.getInstance();
        assertThat(text(provenance.path("source"))).as("%s", line).isEqualTo(line.optional("source"));
        assertThat(text(provenance.path("note"))).as("%s", line).isEqualTo(line.optional("note"));
        assertThat(text(provenance.path("basis")))
                .as("%s", line)
                .isEqualTo(line.optional("source").isEmpty() ? "operational" : "published");
    }

    /** As a cell: nothing for null, lists joined in order of the alphabet. */
    private static String text(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            return sorted(String.join("+", items));
        }
        return node.isNull() || node.isMissingNode() ? "" : node.asText();
    }

    private static String sorted(String list) {
        return String.join("+", Arrays.stream(list.split("\\+")).sorted().toList());
    }
}
