package nz.flagships.initiative.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.local.WithPlatform;
import nz.flagships.local.demo.DemoBatch;
import nz.flagships.local.demo.Demonstration;
import org.junit.jupiter.api.Test;

/** The demonstration through the public interface, twice. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class DemonstrationIT {
    private static List<JsonNode> load(DemoBatch batch) throws Exception {
        String answer = Posting.lines(
                Posting.person(batch.person(), batch.agency(), batch.roles()),
                batch.events().stream().map(ObjectNode::toString).collect(Collectors.joining("\n")));
        List<JsonNode> results = new ArrayList<>();
        for (String line : answer.strip().split("\n", -1)) {
            results.add(Json.MAPPER.readTree(line));
        }
        return results;
    }

    @Test
    void everyFactIsStoredAndLoadingTwiceChangesNothing() throws Exception {
        List<DemoBatch> ours = Demonstration.batches().stream()
                .filter(batch -> batch.service().equals("initiative"))
                .toList();

        for (DemoBatch batch : ours) {
            assertThat(load(batch))
                    .hasSameSizeAs(batch.events())
                    .allSatisfy(result -> assertThat(result.path("result").asText())
                            .as(result.toString())
                            .isEqualTo("stored"));
        }
        for (DemoBatch batch : ours) {
            assertThat(load(batch))
                    .allSatisfy(result -> assertThat(result.path("result").asText())
                            .as(result.toString())
                            .isEqualTo("duplicate"));
        }
        Posting.steward()
                .get("/v1/regions/COURT-HUTT-VALLEY")
                .then()
                .statusCode(200)
                .body("predecessors", contains("COURT-LOWER-HUTT", "COURT-UPPER-HUTT"))
                .body("validFrom", equalTo("2013-03-22"));
    }
}
