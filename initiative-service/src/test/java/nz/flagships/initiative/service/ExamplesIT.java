package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.Test;

/** What the catalogue shows works when it is pasted. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class ExamplesIT {
    @Test
    void everyExampleIsStoredInCatalogueOrderAndPostedTwiceIsADuplicate() throws JsonProcessingException {
        // Given
        List<JsonNode> rows = new ArrayList<>();
        Json.MAPPER
                .readTree(given().get("/v1/event-types")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .get("eventTypes")
                .forEach(rows::add);
        assertThat(rows)
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(row.get("owner").asText()).isEqualTo("initiative-service"));

        // When each that may be posted is posted with the token it names, twice
        List<String> answers = new ArrayList<>();
        for (JsonNode row : rows) {
            if (row.get("postable").asBoolean()) {
                answers.add(row.get("type").asText() + " " + post(row) + " " + post(row));
            }
        }

        // Then
        assertThat(answers).allSatisfy(answer -> assertThat(answer).endsWith(" stored duplicate"));
    }

    private static String post(JsonNode row) {
        List<String> roles = new ArrayList<>();
        row.at("/as/roles").forEach(role -> roles.add(role.asText()));
        return Posting.post(
                        Posting.person(
                                row.at("/as/person").textValue(),
                                row.at("/as/agency").asText(),
                                roles),
                        (ObjectNode) row.get("example"))
                .extract()
                .path("result");
    }
}
