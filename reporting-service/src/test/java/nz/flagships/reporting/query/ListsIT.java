package nz.flagships.reporting.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import nz.flagships.events.Json;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every list there is, with many rows: what it gives away, what it refuses, and how much of its table it takes for that. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class ListsIT {
    private static final int MANY = 1_200;
    /** What every fact has. */
    private static final String FACT = """
            (select 'SYNTHETIC'::text, 'MANY-S1'::text, null::text, '{}'::text[], 'many'::text, now(), now(), now()) f""";

    private static final String FUND = "MANY-FUND";
    private static boolean seeded;

    @Inject
    DataSource database;

    static SortedMap<String, ListResource<?>> lists() {
        SortedMap<String, ListResource<?>> lists = new TreeMap<>();
        for (InstanceHandle<ListResource<?>> handle : Arc.container().listAll(new TypeLiteral<ListResource<?>>() {})) {
            Path path = handle.getBean().getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                lists.put(path.value(), handle.get());
            }
        }
        return lists;
    }

    private static SortedMap<String, GraphResource> graphs() {
        SortedMap<String, GraphResource> graphs = new TreeMap<>();
        for (InstanceHandle<GraphResource> handle : Arc.container().listAll(new TypeLiteral<GraphResource>() {})) {
            Path path = handle.getBean().getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                graphs.put(path.value(), handle.get());
            }
        }
        return graphs;
    }

    @BeforeEach
    void seed() throws SQLException, IOException {
        if (seeded) {
            return;
        }
        String many;
        try (InputStream in = ListsIT.class.getResourceAsStream("/many.sql")) {
            assertThat(in).isNotNull();
            many = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .formatted(MANY)
                    .replace("many_fact f", FACT);
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(many);
            connection.commit();
            connection.setAutoCommit(true);
        }
        seeded = true;
    }

    private static Response get(String path, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (path.startsWith("/v1/fund/")) {
            all.putIfAbsent("fund", FUND);
        }
        return given().queryParams(all).get(path);
    }

    /** Read by Jackson: REST Assured's own reader takes most of a minute for what is read here. */
    private static JsonNode json(Response answer) {
        try {
            return Json.MAPPER.readTree(answer.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> pages(String path, Map<String, String> parameters) {
        List<Object> rows = new ArrayList<>();
        String after = null;
        do {
            Map<String, String> page = new LinkedHashMap<>(parameters);
            page.put("limit", "1000");
            if (after != null) {
                page.put("after", after);
            }
            Response answer = get(path, page);
            assertThat(answer.statusCode()).as(path + page).isEqualTo(200);
            JsonNode read = json(answer);
            read.get("rows").forEach(rows::add);
            after = read.hasNonNull("next") ? read.get("next").textValue() : null;
        } while (after != null);
        return rows;
    }

    /** The records of a CSV; a line end within quotation marks is none. */
    private static List<String> records(String csv) {
        List<String> records = new ArrayList<>();
        StringBuilder record = new StringBuilder();
        boolean quoted = false;
        for (char c : csv.toCharArray()) {
            quoted ^= c == '"';
            if (c == '\n' && !quoted) {
                records.add(record.toString());
                record.setLength(0);
            } else {
                record.append(c);
            }
        }
        return records;
    }

    @Test
    void a_download_has_every_row_of_its_list_as_filtered_and_says_what_was_made_up() {
        int long_ones = 0;
        for (String path : lists().keySet()) {
            Map<String, String> filters = path.equals("/v1/outcomes") ? Map.of("measure", "MANY-M1") : Map.of();
            int rows = pages(path, filters).size();
            Map<String, String> csv = new LinkedHashMap<>(filters);
            csv.put("format", "csv");
            Response download = get(path, csv);
            assertThat(download.statusCode()).as(path).isEqualTo(200);
            assertThat(download.header("Content-Disposition"))
                    .as(path)
                    .matches("attachment; filename=\"[A-Za-z0-9._~-]+-[0-9]{4}-[0-9]{2}-[0-9]{2}\\.csv\"");
            byte[] bytes = download.asByteArray();
            assertThat(bytes).as(path).startsWith(0xEF, 0xBB, 0xBF);
            List<String> records = records(new String(bytes, StandardCharsets.UTF_8));
            assertThat(records.getFirst()).as(path).contains("synthetic");
            assertThat(records.size() - 1).as(path).isEqualTo(rows);
            long_ones += rows > 100 ? 1 : 0;
        }
        assertThat(long_ones).isGreaterThan(15);
        // as filtered
        assertThat(records(get("/v1/milestones", Map.of("format", "csv", "initiative", "MANY-I7"))
                        .asString()))
                .hasSize(1
                        + pages("/v1/milestones", Map.of("initiative", "MANY-I7"))
                                .size());
        // a page where one is asked for
        Response page = get("/v1/milestones", Map.of("format", "csv", "limit", "7"));
        assertThat(records(page.asString())).hasSize(8);
        assertThat(page.header("Link")).contains("after=");
    }

    @Test
    void nonsense_is_refused_by_every_parameter_of_every_route() {
        Set<String> answered = new LinkedHashSet<>();
        lists().forEach((path, list) -> {
            Map<String, Values> parameters = new TreeMap<>();
            list.listing()
                    .filters()
                    .forEach(name ->
                            parameters.put(name, list.listing().known(name).values()));
            list.listing().own().values().forEach(own -> parameters.put(own.name(), own.values()));
            Query.OF_EVERY_LIST.forEach(name -> parameters.put(name, Values.FLAG));
            parameters.put("nonsense", Values.FLAG);
            parameters.forEach((name, values) -> refuse(path, name, values, answered));
        });
        graphs().forEach((path, graph) -> {
            graph.parameters()
                    .values()
                    .forEach(parameter -> refuse(path, parameter.name(), parameter.values(), answered));
            refuse(path, "nonsense", Values.FLAG, answered);
        });
        assertThat(answered).isEmpty();
    }

    private static void refuse(String path, String name, Values values, Set<String> answered) {
        List<String> nonsense = new ArrayList<>(List.of("", "a,,b", "\"x"));
        if (!(values instanceof Values.Prose)) {
            nonsense.addAll(List.of("NOPE-NOPE", "2013-13", "\u0000"));
        }
        for (String value : nonsense) {
            Response answer = get(path, Map.of(name, value));
            if (answer.statusCode() != 400
                    || !answer.contentType().startsWith("application/problem+json")
                    || answer.path("code") == null) {
                answered.add("%s?%s=%s is %d".formatted(path, name, value, answer.statusCode()));
            }
        }
    }

    /** What people write themselves. Whatever else a list may be asked by has values that are known, or can be read. */
    @Test
    void only_prose_may_be_asked_for_by_any_value() {
        Set<String> prose = new LinkedHashSet<>();
        lists().values()
                .forEach(list -> list.listing().columns().stream()
                        .filter(column -> column.kind().isFiltered() && column.values() instanceof Values.Prose)
                        .forEach(column ->
                                prose.add(column.name().substring(column.name().lastIndexOf('.') + 1))));
        assertThat(prose)
                .isSubsetOf(
                        "name",
                        "title",
                        "note",
                        "inferred",
                        "unit",
                        "includes",
                        "excludes",
                        "reason",
                        "previousReason",
                        "acrossBreak",
                        "citation",
                        "kept",
                        "adapted",
                        "why",
                        "by",
                        "purpose",
                        "agreement",
                        "what",
                        "debit",
                        "credit",
                        "outcome",
                        "population",
                        "missingReason",
                        "treatedCohort",
                        "comparisonCohort",
                        "successRule",
                        "method",
                        "caveats",
                        "override",
                        "key");
    }

    @Test
    void pages_lose_and_repeat_nothing_whatever_they_are_sorted_by() {
        Set<String> wrong = new LinkedHashSet<>();
        lists().forEach((path, list) -> {
            if (path.equals("/v1/outcomes")) {
                return;
            }
            int rows = pages(path, Map.of()).size();
            for (Column column : list.listing().columns()) {
                if (column.kind().isSorted()) {
                    List<Object> sorted = pages(path, Map.of("sort", "-" + column.name()));
                    if (sorted.size() != rows || Set.copyOf(sorted).size() != rows) {
                        wrong.add("%s by %s: %d of %d".formatted(path, column.name(), sorted.size(), rows));
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void one_row_of_a_long_list_is_not_all_of_it() throws SQLException {
        Map<String, String> wrong = new TreeMap<>();
        Set<String> held = new TreeSet<>();
        for (Map.Entry<String, ListResource<?>> list : lists().entrySet()) {
            Map<String, String> filters =
                    list.getKey().equals("/v1/outcomes") ? Map.of("measure", "MANY-M1") : Map.of();
            int rows = pages(list.getKey(), filters).size();
            long taken = taken(list.getKey(), list.getValue());
            // The pipeline is put together in memory, of what stewards register.
            if (rows >= MANY && !list.getKey().equals("/v1/evidence/pipeline")) {
                held.add(list.getKey());
                if (taken > 20) {
                    wrong.put(list.getKey(), taken + " of " + rows);
                }
            }
        }
        assertThat(held).hasSizeGreaterThanOrEqualTo(5).contains("/v1/cases");
        assertThat(wrong).isEmpty();
    }

    /** How many rows the database gives for the first page of one row. */
    private long taken(String path, ListResource<?> list) throws SQLException {
        Map<String, List<String>> asked = new LinkedHashMap<>(Map.of("limit", List.of("1")));
        if (path.startsWith("/v1/fund/")) {
            asked.put("fund", List.of(FUND));
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            CountedRows counted = new CountedRows();
            Query query = Query.of(list.listing(), asked, false);
            query.page(list.find(counted.of(connection), query).rows());
            connection.rollback();
            connection.setAutoCommit(true);
            return counted.rows();
        }
    }

    @Test
    void history_that_was_made_up_is_as_old_as_the_last_day_it_tells_of() {
        assertThat(get("/v1/barriers", Map.of("initiative", "MANY-I7", "status", "OPEN"))
                        .<List<String>>path("rows.ageOn"))
                .isNotEmpty()
                .allMatch(day -> day.compareTo("2020-01-01") < 0);
        assertThat(get("/v1/barriers/desk", Map.of()).<Integer>path("definitions.totals.barriers"))
                .isLessThan(get("/v1/barriers/desk", Map.of()).<Integer>path("definitions.totals.inRegions"));
    }

    @Test
    void a_value_with_a_comma_can_be_asked_for() {
        given().queryParam("name", "\"Region 1, or another\",Region 2")
                .get("/v1/regions")
                .then()
                .statusCode(200);
        assertThat(given().queryParam("code", "MANY-R1")
                        .queryParam("code", "MANY-R2")
                        .get("/v1/regions")
                        .<List<Object>>path("rows"))
                .hasSize(2);
        assertThat(get("/v1/outputs", Map.of("period", "1990-01-01", "limit", "3"))
                        .<List<Object>>path("rows"))
                .hasSize(3);
        assertThat(get("/v1/fund/entries", Map.of("year", "YE2014-06")).<List<String>>path("rows.year"))
                .isNotEmpty()
                .containsOnly("FY2014");
        assertThat(get("/v1/regions", Map.of("code", "many_r1")).<String>path("detail"))
                .contains("code")
                .contains("MANY-R1");
    }
}
