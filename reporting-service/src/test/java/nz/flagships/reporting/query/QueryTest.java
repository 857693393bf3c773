package nz.flagships.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import nz.flagships.events.Json;
import nz.flagships.rest.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private record Inner(String source, @Nullable String note) {}

    private record Told(
            String code,
            @Nullable String title,
            @Nullable String note,
            @Nullable String why) {}

    private record Thing(
            String code,
            @Nullable BigDecimal value,
            @Nullable LocalDate day,
            boolean flag,
            List<String> tags,
            @Nullable Inner inner,
            List<Inner> parts) {}

    private static final Listing<Thing> THINGS = Listing.of("Things", Thing.class, "code")
            .with(Parameter.one("period", "a parameter of its own", Values.PERIOD));

    private static Thing thing(String code, @Nullable String value, String... tags) {
        return new Thing(
                code,
                value == null ? null : new BigDecimal(value),
                value == null ? null : LocalDate.of(2013, 6, 30),
                value != null,
                List.of(tags),
                value == null ? null : new Inner("src", null),
                List.of());
    }

    private static Query query(String... namesAndValues) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters
                    .computeIfAbsent(namesAndValues[i], n -> new ArrayList<>())
                    .add(namesAndValues[i + 1]);
        }
        return Query.of(THINGS, parameters, false);
    }

    private static Query sorted(String sort, String... namesAndValues) {
        if (sort.isEmpty()) {
            return query(namesAndValues);
        }
        List<String> all = new ArrayList<>(List.of("sort", sort));
        all.addAll(List.of(namesAndValues));
        return query(all.toArray(String[]::new));
    }

    private static Query.Page page(Query query, List<Thing> of) {
        try {
            return query.page(Rows.of(of));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> codes(Query.Page page) {
        return page.rows().stream().map(row -> row.get("code").asText()).toList();
    }

    private final List<Thing> things = List.of(thing("B", "2", "x", "y"), thing("A", "10"), thing("C", null, "y"));

    @Test
    void without_a_wish_rows_come_by_their_key() {
        assertThat(codes(page(query(), things))).containsExactly("A", "B", "C");
    }

    @ParameterizedTest
    @CsvSource({
        "value, 2.0, B",
        "day, 2013-06-30, AB",
        "flag, false, C",
        "tags, y, BC",
        "inner.source, src, AB",
        "inner.source, null, C",
        "value, null, C",
        "tags, null, A",
        "code, 'A,C', AC",
        "code, nothing, ''",
        "code, '\"A\",\"B\"', AB"
    })
    void a_filter_matches_by_value_not_by_spelling(String column, String value, String expected) {
        assertThat(String.join("", codes(page(query(column, value), things)))).isEqualTo(expected);
    }

    @Test
    void several_filters_must_all_match_and_a_parameter_may_be_given_twice() {
        assertThat(codes(page(query("tags", "y", "flag", "true"), things))).containsExactly("B");
        assertThat(codes(page(query("code", "A", "code", "B"), things))).containsExactly("A", "B");
    }

    @Test
    void numbers_sort_as_numbers_and_what_is_not_known_comes_last_either_way() {
        assertThat(codes(page(query("sort", "value"), things))).containsExactly("B", "A", "C");
        assertThat(codes(page(query("sort", "-value"), things))).containsExactly("A", "B", "C");
    }

    @Test
    void pages_lose_and_repeat_nothing_whatever_the_order() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (String sort : List.of("", "value", "-value", "flag,-day,value", "-inner.source,-code")) {
            // given many ties and many nulls
            List<Thing> many = IntStream.range(0, 200)
                    .mapToObj(i -> thing("T" + i, random.nextInt(3) == 0 ? null : Integer.toString(random.nextInt(5))))
                    .toList();
            List<String> whole = codes(page(sorted(sort, "limit", "1000"), many));
            // when
            List<String> paged = new ArrayList<>();
            String after = null;
            do {
                String limit = Integer.toString(1 + random.nextInt(30));
                Query.Page page = after == null
                        ? page(sorted(sort, "limit", limit), many)
                        : page(sorted(sort, "limit", limit, "after", after), many);
                paged.addAll(codes(page));
                after = page.next();
            } while (after != null);
            // then
            assertThat(paged).as("seed %d, sort %s", seed, sort).isEqualTo(whole);
        }
    }

    @Test
    void a_day_that_has_not_begun_in_new_zealand_is_refused() {
        // Half past midnight of 1 July in New Zealand, of 30 June in London.
        Values upToToday =
                new Values.DaysThatHaveBegun(Clock.fixed(Instant.parse("2016-06-30T12:30:00Z"), ZoneOffset.UTC));
        assertThat(upToToday.read("on", "2016-07-01")).isEqualTo("2016-07-01");
        assertThatThrownBy(() -> upToToday.read("on", "2016-07-02"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("QRY-024");
                    assertThat(e.problem().detail()).contains("2016-07-01");
                });
        assertThatThrownBy(() -> upToToday.read("on", "2016-02-30"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("QRY-014"));
    }

    @ParameterizedTest
    @CsvSource({
        "cod, A, QRY-001",
        "parts, x, QRY-001",
        "value, two, QRY-002",
        "day, 2013-02-30, QRY-014",
        "day, +12013-02-03, QRY-014",
        "day, 0000-02-03, QRY-014",
        "period, FY0000, QRY-012",
        "period, FY0001, QRY-012",
        "period, FY0000..FY2014, QRY-012",
        "period, 0000-02, QRY-012",
        "value, 1e999999999, QRY-002",
        "value, '', QRY-018",
        "code, 'A,', QRY-018",
        "code, '\"A', QRY-002",
        "period, 2013-13, QRY-012",
        "period, 'FY2013,FY2014', QRY-019",
        "flag, yes, QRY-002",
        "sort, nothing, QRY-003",
        "sort, tags, QRY-003",
        "sort, 'code,', QRY-003",
        "sort, 'value,value', QRY-003",
        "sort, 'value,-value', QRY-003",
        "limit, 0, QRY-004",
        "limit, 1001, QRY-004",
        "limit, many, QRY-004",
        "after, '!', QRY-005",
        "after, e30, QRY-005",
        "format, xml, QRY-006"
    })
    void what_cannot_be_understood_is_refused_with_its_code(String name, String value, String code) {
        assertThatThrownBy(() -> query(name, value))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1e100", "123456789012345678901234567890123456789012345"})
    void a_place_holds_no_number_that_none_of_the_rows_can_have(String number) {
        String place = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("[\"value\",%s,\"a\"]".formatted(number).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> query("sort", "value", "after", place))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("QRY-005"));
    }

    @Test
    void a_place_in_one_order_is_none_in_another() {
        String next = page(query("limit", "1"), things).next();
        assertThat(next).isNotNull();
        assertThatThrownBy(() -> query("sort", "value", "after", String.valueOf(next)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void csv_is_safe_in_a_spreadsheet_and_keeps_numbers_numbers() throws IOException {
        // given
        List<Thing> rows = List.of(
                new Thing(
                        "=1+1",
                        new BigDecimal("-13"),
                        null,
                        true,
                        List.of("-a", "b"),
                        new Inner("@x", "line\r\n\"two\""),
                        List.of(new Inner("s", null))),
                thing("plain", null));
        List<? extends JsonNode> page = page(query(), rows).rows();
        // when
        String csv = csv(page);
        // then
        assertThat(csv).isEqualTo("""
                        \uFEFFcode,value,day,flag,tags,inner.source,inner.note,parts,synthetic\r
                        '=1+1,-13,,true,'-a+b,'@x,"line\r
                        ""two""\","[{""source"":""s"",""note"":null}]",true\r
                        plain,,,false,,,,,true\r
                        """);
        assertThat(csv(List.of()))
                .isEqualTo("\uFEFFcode,value,day,flag,tags,inner.source,inner.note,parts,synthetic\r\n");
    }

    private record Part(String of, BigDecimal value) {}

    private record Summed(String code, List<Part> parts) {}

    @Test
    void numbers_in_a_list_of_objects_are_plain_in_csv_too() throws IOException {
        // given
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // when
        try (Csv lines = Csv.to(out, Listing.of("Summed", Summed.class, "code").columns())) {
            lines.add(
                    Json.tree(new Summed(
                            "a",
                            List.of(new Part("a", new BigDecimal("690")), new Part("b", new BigDecimal("3.88E+3"))))),
                    false);
        }
        // then
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("[{\"\"of\"\":\"\"a\"\",\"\"value\"\":690},{\"\"of\"\":\"\"b\"\",\"\"value\"\":3880}]");
    }

    private static String csv(List<? extends JsonNode> page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Csv lines = Csv.to(out, THINGS.columns())) {
            for (JsonNode row : page) {
                lines.add(row, true);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1",
                "+1",
                "-1",
                "@a",
                "\t=1",
                "\r1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\u200b=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff20a"
            })
    void no_text_begins_as_a_formula_does(String text) {
        assertThat(Csv.safe(text)).isEqualTo("'" + text);
        assertThat(Csv.safe("a" + text)).isEqualTo("a" + text);
    }

    @Test
    void a_download_is_named_after_its_view_its_filters_and_the_day() {
        assertThat(Downloads.name(
                        "/v1/things", query("tags", "y,=x/..", "format", "csv"), Instant.parse("2026-11-28T20:00:00Z")))
                .isEqualTo("things-tags-y-x-2026-11-29.csv");
    }

    @Test
    void a_large_download_lies_in_a_file_and_is_whole() throws IOException {
        byte[] noise = new byte[1_000_000];
        new Random(42).nextBytes(noise);
        try (Spool spool = new Spool()) {
            spool.write(noise);
            try (InputStream in = spool.read()) {
                assertThat(in.readAllBytes()).isEqualTo(noise);
            }
        }
        assertThatThrownBy(() -> {
                    try (Spool spool = new Spool()) {
                        for (int i = 0; i <= Spool.MOST / noise.length; i++) {
                            new Random(i).nextBytes(noise);
                            spool.write(noise);
                        }
                    }
                })
                .isInstanceOf(Spool.Full.class);
    }

    @Test
    void the_nearest_code_is_told_whatever_its_capitals_and_strokes() {
        List<String> codes = List.of("JUSTICE-SECTOR-FUND", "POLICE", "NZ");
        assertThat(CodeList.nearest("justice_sector_fund", codes)).isEqualTo("JUSTICE-SECTOR-FUND");
        assertThat(CodeList.nearest("POLCE", codes)).isEqualTo("POLICE");
        assertThat(CodeList.nearest("NOPE", codes)).isNull();
    }

    @Test
    void where_a_page_ends_is_always_taken_back_however_long_its_texts_are() throws SQLException {
        // Given texts as long as they may be, which begin alike, in letters of four bytes
        Listing<Told> told = Listing.of("Told", Told.class, "code");
        List<Told> rows = IntStream.range(0, 5)
                .mapToObj(i -> new Told(
                        "T" + i,
                        "\ud83c\udf3f".repeat(4000) + (5 - i),
                        "\ud83c\udf3f".repeat(i % 2) + "\"".repeat(4000),
                        "\u0101".repeat(4000)))
                .toList();

        // When they are read one by one, by all of them
        List<String> codes = new ArrayList<>();
        Map<String, List<String>> asked =
                new LinkedHashMap<>(Map.of("sort", List.of("title,-note,why"), "limit", List.of("1")));
        String next;
        do {
            Query.Page page = Query.of(told, asked, false).page(Rows.of(rows));
            codes.add(page.rows().getFirst().get("code").asText());
            next = page.next();
            asked.put("after", List.of(String.valueOf(next)));
        } while (next != null);

        // Then each comes once, those that begin alike by their key
        assertThat(codes).containsExactly("T1", "T3", "T0", "T2", "T4");
    }

    @Test
    void what_stands_twice_in_an_order_is_refused_by_name() {
        assertThatThrownBy(() -> query("sort", "code,value,-value"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().toString()).contains("value is there twice"));
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, true",
        "*/*, false",
        "'text/csv,application/json', true",
        "'application/json,text/csv', false",
        "'text/csv,*/*;q=0.1', true",
        "'text/csv;q=0,*/*', false",
        "'*/*,text/csv;q=0', false",
        "'application/json;q=0,*/*', true",
        "'application/json;q=0.0,text/*', true",
        "'*/*,application/json;q=0', true",
        "'text/*,text/csv;q=0,application/json;q=0.1', false"
    })
    void what_has_a_quality_of_nought_is_not_answered(String accept, boolean csv) {
        assertThat(Answers.prefersCsv(types(accept))).isEqualTo(csv);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv;q=0", "application/json;q=0.000", "*/*;q=0", "text/csv;q=0,application/json;q=0"})
    void who_accepts_neither_is_told_so(String accept) {
        assertThatThrownBy(() -> Answers.prefersCsv(types(accept)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().toString()).contains("REQ-005"));
    }

    private static List<MediaType> types(String accept) {
        return Arrays.stream(accept.split(",")).map(MediaType::valueOf).toList();
    }

    @Test
    void the_next_page_is_named_relative_to_what_was_asked() {
        assertThat(Answers.next("region=NZ&after=W10&limit=5", "WzFd")).isEqualTo("?region=NZ&limit=5&after=WzFd");
        assertThat(Answers.next(null, "WzFd")).isEqualTo("?after=WzFd");
    }
}
