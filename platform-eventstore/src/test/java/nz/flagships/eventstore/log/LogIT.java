package nz.flagships.eventstore.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.URL;
import java.util.UUID;
import nz.flagships.events.ConsistencyToken;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Json;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log as another service reads it. */
@NullUnmarked
@QuarkusTest
@QuarkusTestResource(value = WithPlatform.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
class LogIT {
    @TestHTTPResource(value = "/", management = true)
    URL management;

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static RequestSpecification service() {
        return as(TestPlatform.postgres().tokens().serviceToken());
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + management.getPort() + path);
    }

    /** Stores a widget and says where. */
    private static ConsistencyToken store(String code) {
        String posted = "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID()
                + "\",\"source\":\"/tests\",\"type\":\"nz.flagships.initiative.WidgetDefined.v1\",\"subject\":\"" + code
                + "\",\"time\":\"2014-07-01T00:00:00Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":{\"name\":\"Widget\",\"weight\":5}}";
        String token = as(TestPlatform.postgres().tokens().token("POLICE", "steward"))
                .contentType("application/cloudevents+json")
                .body(posted)
                .post("/v1/events")
                .then()
                .statusCode(201)
                .extract()
                .header(ConsistencyToken.HEADER);
        return ConsistencyToken.parse(token).getFirst();
    }

    @Test
    void a_service_reads_the_published_form_where_the_writers_token_says() throws Exception {
        // given
        String code = "L-" + UUID.randomUUID();
        ConsistencyToken at = store(code);

        // when
        String answer = service()
                .get("/v1/log/" + at.shard() + "?after=" + (at.position() - 1) + "&limit=1")
                .then()
                .statusCode(200)
                .body("service", equalTo("initiative"))
                .body("shard", equalTo(at.shard()))
                .body("epoch", equalTo(1))
                .body("events", hasSize(1))
                .extract()
                .asString();

        // then
        JsonNode log = Json.MAPPER.readTree(answer);
        EventEnvelope event =
                EventEnvelope.ofStructured(at.shard(), log.get("events").get(0));
        assertThat(event.subject()).isEqualTo("widget/" + code);
        assertThat(event.position()).isEqualTo(at.position());
        assertThat(event.name()).isEqualTo("WidgetDefined");
        // the weight is not published
        assertThat(Json.MAPPER.readTree(event.data()).has("weight")).isFalse();
        assertThat(log.get("head").asLong()).isGreaterThanOrEqualTo(at.position());
    }

    @Test
    void all_shards_say_where_they_stand() {
        ConsistencyToken at = store("L-" + UUID.randomUUID());
        long head = service()
                .get("/v1/log")
                .then()
                .statusCode(200)
                .body("shards", hasSize(16))
                .extract()
                .jsonPath()
                .getLong("shards[" + at.shard() + "].head");
        assertThat(head).isGreaterThanOrEqualTo(at.position());
    }

    @Test
    void only_services_read_it() {
        given().get("/v1/log/0").then().statusCode(401);
        as(TestPlatform.postgres().tokens().token("POLICE", "steward"))
                .get("/v1/log/0")
                .then()
                .statusCode(403);
        as(TestPlatform.postgres().tokens().token("POLICE", "operator"))
                .get("/v1/log")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/log/16,404,LOG-001",
        "/v1/log/9999,404,LOG-001",
        "/v1/log/0?limit=0,400,LOG-002",
        "/v1/log/0?limit=1001,400,LOG-002",
        "/v1/log/0?after=-1,400,LOG-002"
    })
    void what_cannot_be_read_is_a_problem(String path, int status, String code) {
        service()
                .get(path)
                .then()
                .statusCode(status)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo(code));
    }

    @Test
    void ready_means_that_the_database_can_be_reached_and_lag_is_a_metric() {
        // given events that nobody publishes, since the relay is off here
        store("L-" + UUID.randomUUID());

        // then
        given().get(at("/q/health/ready")).then().statusCode(200).body("checks.name", hasItem("event store"));
        given().get(at("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("flagships_append_queue_depth"))
                .body(containsString("flagships_shard_head{application=\"platform-eventstore\",shard=\"7\"}"))
                .body(containsString("flagships_relay_oldest_unpublished_seconds"))
                .body(containsString("flagships_append_batch_items_count"));
    }
}
