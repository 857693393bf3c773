package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nz.flagships.events.Json;
import nz.flagships.local.TestPlatform;
import org.jspecify.annotations.Nullable;

/** How the tests post. */
final class Posting {
    static final String SOURCE = "/tests";

    private Posting() {}

    static RequestSpecification as(String agency, String... roles) {
        return person(null, agency, List.of(roles));
    }

    /** @param name null for the agency's system */
    static RequestSpecification person(@Nullable String name, String agency, List<String> roles) {
        return given().auth().oauth2(TestPlatform.postgresAndKafka().tokens().token(agency, roles, name));
    }

    static RequestSpecification steward() {
        return as("JUSTICE", "steward");
    }

    /** A structured CloudEvent with an id of its own. */
    static ObjectNode event(String name, String subject, String data) {
        try {
            ObjectNode event = Json.MAPPER
                    .createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", UUID.randomUUID().toString())
                    .put("source", SOURCE)
                    .put("type", "nz.flagships.initiative." + name + ".v1")
                    .put("subject", subject)
                    .put("time", Instant.parse("2019-12-31T00:00:00Z").toString());
            event.set("data", Json.MAPPER.readTree(data));
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(data, e);
        }
    }

    static ValidatableResponse post(RequestSpecification as, ObjectNode event) {
        return as.contentType("application/cloudevents+json")
                .body(event.toString())
                .post("/v1/events")
                .then();
    }

    static ValidatableResponse stored(RequestSpecification as, String name, String subject, String data) {
        return post(as, event(name, subject, data)).statusCode(201);
    }

    /** Posts NDJSON; the result lines. */
    static String lines(RequestSpecification as, String lines) {
        return as.contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** A code that no other test has used. */
    static String code(String of) {
        return of + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
