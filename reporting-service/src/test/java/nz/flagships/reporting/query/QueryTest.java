package nz.flagships.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import nz.flagships.rest.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private record Inner(String source, @Nullable String note) {}

    private record Thing(
            String code,
            @Nullable BigDecimal value,
            @Nullable LocalDate day,
            boolean flag,
            List<String> tags,
            @Nullable Inner inner,
            List<Inner> parts) {}

    private static final Listing<Thing> THINGS =
            Listing.of("Things", Thing.class, "code").with("period", "a parameter of its own");

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
        return Query.of(THINGS, parameters);
    }

    private static List<String> codes(Query.Page page) {
        return page.rows().stream().map(row -> row.get("code").asText()).toList();
    }

    private final List<Thing> things = List.of(thing("B", "2", "x", "y"), thing("A", "10"), thing("C", null, "y"));

    @Test
    void without_a_wish_rows_come_by_their_key() {
        assertThat(codes(query().page(things))).containsExactly("A", "B", "C");
    }

    @ParameterizedTest
    @CsvSource({
        "value, 2.0, B",
        "day, 2013-06-30, AB",
        "flag, false, C",
        "tags, y, BC",
        "inner.source, src, AB",
        "inner.source, '', C",
        "value, '', C",
        "tags, '', A",
        "code, 'A,C', AC",
        "code, nothing, ''"
    })
    void a_filter_matches_by_value_not_by_spelling(String column, String value, String expected) {
        assertThat(String.join("", codes(query(column, value).page(things)))).isEqualTo(expected);
    }

    @Test
    void several_filters_must_all_match_and_a_parameter_may_be_given_twice() {
        assertThat(codes(query("tags", "y", "flag", "true").page(things))).containsExactly("B");
        assertThat(codes(query("code", "A", "code", "B").page(things))).containsExactly("A", "B");
    }

    @Test
    void numbers_sort_as_numbers_and_what_is_not_known_comes_last_either_way() {
        assertThat(codes(query("sort", "value").page(things))).containsExactly("B", "A", "C");
        assertThat(codes(query("sort", "-value").page(things))).containsExactly("A", "B", "C");
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
            List<String> whole = codes(query("sort", sort, "limit", "1000").page(many));
            // when
            List<String> paged = new ArrayList<>();
            String after = null;
            do {
                String limit = Integer.toString(1 + random.nextInt(30));
                Query.Page page = after == null
                        ? query("sort", sort, "limit", limit).page(many)
                        : query("sort", sort, "limit", limit, "after", after).page(many);
                paged.addAll(codes(page));
                after = page.next();
            } while (after != null);
            // then
            assertThat(paged).as("seed %d, sort %s", seed, sort).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cod, A, QRY-001",
        "parts, x, QRY-001",
        "value, two, QRY-002",
        "day, 2013-02-30, QRY-002",
        "flag, yes, QRY-002",
        "sort, nothing, QRY-003",
        "sort, tags, QRY-003",
        "sort, 'code,', QRY-003",
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

    @Test
    void a_place_in_one_order_is_none_in_another() {
        String next = query("limit", "1").page(things).next();
        assertThat(next).isNotNull();
        assertThatThrownBy(() -> query("sort", "value", "after", String.valueOf(next)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void csv_is_safe_in_a_spreadsheet_and_keeps_numbers_numbers() {
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
        List<? extends JsonNode> page = query().page(rows).rows();
        // when
        String csv = Csv.of(THINGS.columns(), page);
        // then
        assertThat(csv).isEqualTo("""
                        code,value,day,flag,tags,inner.source,inner.note,parts\r
                        '=1+1,-13,,true,'-a+b,'@x,"line\r
                        ""two""\","[{""source"":""s"",""note"":null}]"\r
                        plain,,,false,,,,\r
                        """);
        assertThat(Csv.of(THINGS.columns(), List.of()))
                .isEqualTo("code,value,day,flag,tags,inner.source,inner.note,parts\r\n");
    }
}
