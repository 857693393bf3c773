package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;
import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A count of people in a sensitive matter, on every route by which anybody may read: who did not post it does not see it. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class SmallCountsIT {
    /** What stands nowhere by chance. */
    private static final String FIRST = "918273645";

    private static final String THEN = "827364519";
    /** Effect, both ends of its interval, and how many were treated and compared with, of a measure. */
    private static final List<String> FOUND = List.of("445566771", "334455661", "556677881", "667788991", "778899001");
    /** The same of an outcome that is no measure, in a publication's own words. */
    private static final String IN_ITS_OWN_WORDS = "221144335";

    private final String region = Posting.code("SC-REGION");
    private final String measure = Posting.code("SC-MEASURE");
    private final String series = measure + ":" + region;
    private final String evaluation = "OUT_OF_GATE:" + Posting.code("SC-STUDY");
    private final String source = Posting.code("SC-SOURCE");
    private final String published = "OUT_OF_GATE:" + source;

    private void recorded(String sensitivity) {
        stored(steward(), "RegionDefined", region, "{\"name\":\"R\",\"kind\":\"POLICE_AREA\"}");
        stored(
                steward(),
                "MeasureDefined",
                measure,
                "{\"name\":\"M\",\"kind\":\"COUNT\",\"unit\":\"people\",\"direction\":\"LOWER_BETTER\","
                        + "\"geography\":\"OCCURRENCE\",\"sensitivity\":\"" + sensitivity + "\"}");
        RequestSpecification police = as("POLICE", "agency-system");
        stored(police, "ObservationRecorded", series, "{\"period\":\"FY2013\",\"value\":2}");
        stored(
                as("POLICE", "agency-system"),
                "ObservationRecorded",
                series,
                "{\"period\":\"FY2014\",\"value\":" + FIRST + "}");
        stored(
                as("POLICE", "agency-system"),
                "ObservationRevised",
                series,
                "{\"period\":\"FY2014\",\"value\":" + THEN + ",\"reason\":\"Counted again\"}");
    }

    /** One that the police registered and completed, and one that a steward took from a publication. */
    private void evaluated(String sensitivity) {
        recorded(sensitivity);
        stored(as("POLICE", "analyst"), "EvaluationRegistered", evaluation, json("""
                        {'kind':'INTERVENTION','title':'A study','design':'MATCHED_COHORT',
                         'measures':[{'outcome':{'measure':'%s'},'role':'PRIMARY'},{'outcome':%s,'role':'SECONDARY'}],
                         'cohort':{'treated':'Participants','comparison':'People alike'},
                         'outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'},'successRule':'More'}""".formatted(measure, named())));
        stored(
                as("POLICE", "analyst"),
                "EvaluationCompleted",
                evaluation,
                json("{'on':'2015-11-30','results':[%s,%s]}".formatted(found(), inItsOwnWords())));
        stored(steward(), "SourceRegistered", source, json("{'citation':'A paper','published':'2015'}"));
        stored(
                steward(),
                "EvaluationPublished",
                published,
                json("{'kind':'INTERVENTION','results':[%s,%s],'provenance':{'basis':'published','source':'%s'}}"
                        .formatted(found(), inItsOwnWords(), source)));
    }

    private String found() {
        return "{'outcome':{'measure':'%s'},'effect':%s,'intervalLow':%s,'intervalHigh':%s,'treated':%s,'comparison':%s}"
                .formatted(measure, FOUND.get(0), FOUND.get(1), FOUND.get(2), FOUND.get(3), FOUND.get(4));
    }

    private static String inItsOwnWords() {
        return "{'outcome':%s,'effect':%s,'treated':%s,'comparison':%s}"
                .formatted(named(), IN_ITS_OWN_WORDS, FOUND.get(3), FOUND.get(4));
    }

    private static String named() {
        return "{'name':'Harm','unit':'days','direction':'LOWER_BETTER','population':'participants'}";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENSITIVE", "PEOPLE"})
    void who_did_not_post_what_was_found_sees_what_it_says_and_no_number(String sensitivity) {
        evaluated(sensitivity);
        for (String id : List.of(evaluation, published)) {
            for (RequestSpecification somebody :
                    List.of(given(), as("COURTS", "agency-system"), as("TREASURY", "auditor", "steward"))) {
                String state = somebody.get("/v1/evaluations/" + id)
                        .then()
                        .statusCode(200)
                        .body("results[0].suppressed", equalTo(true))
                        .body("results[0].effect", nullValue())
                        .body("results[0].intervalLow", nullValue())
                        .body("results[0].treated", nullValue())
                        .body("results[0].judged", equalTo("WORSE"))
                        .body("results[1].suppressed", equalTo(true))
                        .body("results[1].treated", nullValue())
                        .body("results[1].comparison", nullValue())
                        .body("results[1].effect", equalTo(Integer.parseInt(IN_ITS_OWN_WORDS)))
                        .extract()
                        .asString();
                String history = somebody.get("/v1/evaluations/" + id + "/history")
                        .then()
                        .statusCode(200)
                        .body("events[-1].data.results[0].suppressed", equalTo(true))
                        .body("events[-1].data.results[0].judged", equalTo("WORSE"))
                        .body("events[-1].data.results[1].effect", equalTo(Integer.parseInt(IN_ITS_OWN_WORDS)))
                        .body("events[-1].data.results[1].suppressed", equalTo(true))
                        .body("events[-1].data.verdict", equalTo("HARMFUL"))
                        .extract()
                        .asString();
                assertThat(FOUND).noneMatch(number -> state.contains(number) || history.contains(number));
            }
        }
    }

    @Test
    void who_posted_what_was_found_sees_it_and_no_cache_keeps_that_for_others() {
        evaluated("SENSITIVE");
        for (String id : List.of(evaluation, published)) {
            RequestSpecification poster = id.equals(evaluation) ? as("POLICE", "analyst") : steward();
            Response state = poster.get("/v1/evaluations/" + id);
            state.then()
                    .body("results[0].effect", equalTo(Integer.parseInt(FOUND.getFirst())))
                    .body("results[0].suppressed", equalTo(false))
                    .body("results[1].treated", equalTo(Integer.parseInt(FOUND.get(3))))
                    .body("results[1].suppressed", equalTo(false))
                    .header("Cache-Control", containsString("no-store"));
            assertThat(state.headers().getValues("Vary")).anyMatch(vary -> vary.contains("Authorization"));
            poster.get("/v1/evaluations/" + id + "/history")
                    .then()
                    .body("events[-1].data.results[0].comparison", equalTo(Integer.parseInt(FOUND.getLast())))
                    .header("Cache-Control", containsString("no-store"));
        }
    }

    @Test
    void what_was_found_of_what_counts_no_people_is_shown_to_everybody() {
        evaluated("AGGREGATE");
        given().get("/v1/evaluations/" + evaluation)
                .then()
                .body("results[0].effect", equalTo(Integer.parseInt(FOUND.getFirst())))
                .body("results[0].treated", equalTo(Integer.parseInt(FOUND.get(3))))
                .body("results[0].suppressed", equalTo(false));
        given().get("/v1/evaluations/" + published + "/history")
                .then()
                .body("events[0].data.results[0].effect", equalTo(Integer.parseInt(FOUND.getFirst())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SENSITIVE", "PEOPLE"})
    void who_did_not_post_it_sees_that_it_is_suppressed(String sensitivity) {
        recorded(sensitivity);
        for (RequestSpecification somebody :
                List.of(given(), as("COURTS", "agency-system"), as("JUSTICE", "auditor"))) {
            somebody.get("/v1/series/" + series)
                    .then()
                    .statusCode(200)
                    .body("observations.'2012-07-01/2013-06-30'.value", nullValue())
                    .body("observations.'2012-07-01/2013-06-30'.status", equalTo("Q"))
                    .body("observations.'2013-07-01/2014-06-30'.value", nullValue());
        }
        given().get("/v1/series/" + series + "/history")
                .then()
                .body("events[0].data.value", nullValue())
                .body("events[0].data.status", equalTo("Q"))
                .body("events[2].data.value", nullValue())
                .body("events[2].data.previousValue", nullValue())
                .body("events[2].data.reason", equalTo("Counted again"))
                .body(not(containsString(FIRST)));
    }

    @Test
    void who_posted_it_sees_it_and_no_cache_keeps_that_for_others() {
        recorded("SENSITIVE");
        Response state = as("POLICE", "agency-system").get("/v1/series/" + series);
        state.then()
                .body("observations.'2012-07-01/2013-06-30'.value", equalTo(2))
                .header("Cache-Control", containsString("no-store"));
        assertThat(state.headers().getValues("Vary")).anyMatch(vary -> vary.contains("Authorization"));
        as("POLICE", "agency-system")
                .get("/v1/series/" + series + "/history")
                .then()
                .body("events[2].data.previousValue", equalTo(Integer.parseInt(FIRST)))
                .header("Cache-Control", containsString("no-store"));
    }

    @Test
    void a_steward_who_revises_it_learns_nothing_of_what_stood_there() {
        recorded("SENSITIVE");
        stored(steward(), "ObservationRevised", series, "{\"period\":\"FY2013\",\"value\":3,\"reason\":\"A mistake\"}");
        steward()
                .get("/v1/series/" + series + "/history")
                .then()
                .body("events[3].data.value", equalTo(3))
                .body("events[3].data.previousValue", nullValue())
                .body(not(containsString(FIRST)));
    }

    @Test
    void what_counts_no_people_is_shown_to_everybody() {
        recorded("AGGREGATE");
        given().get("/v1/series/" + series)
                .then()
                .body("observations.'2012-07-01/2013-06-30'.value", equalTo(2))
                .header("Cache-Control", equalTo("no-cache"));
    }

    @Test
    void no_route_that_is_read_says_it_to_anybody_else() throws Exception {
        evaluated("SENSITIVE");
        JsonNode paths = Json.MAPPER
                .readTree(given().get("/openapi?format=json").asString())
                .path("paths");
        List<String> routes = new ArrayList<>();
        paths.properties().forEach(path -> {
            if (path.getValue().has("get")) {
                routes.add(path.getKey());
            }
        });
        assertThat(routes)
                .contains(
                        "/v1/series/{id}",
                        "/v1/series/{id}/history",
                        "/v1/evaluations/{id}",
                        "/v1/evaluations/{id}/history");
        List<String> numbers = new ArrayList<>(FOUND);
        numbers.addAll(List.of(FIRST, THEN));
        String[] all = Arrays.stream(Role.values())
                .filter(role -> role != Role.SERVICE)
                .map(Role::claim)
                .toArray(String[]::new);
        List<String> told = new ArrayList<>();
        for (String route : routes) {
            for (String id : List.of(series, measure, region, evaluation, published)) {
                String path = route.replaceAll("\\{[^}]*}", id);
                for (RequestSpecification somebody : List.of(given(), as("COURTS", all))) {
                    String answer = somebody.get(path).asString();
                    if (numbers.stream().anyMatch(answer::contains)) {
                        told.add(path);
                    }
                }
            }
        }
        assertThat(told).isEmpty();
    }
}
