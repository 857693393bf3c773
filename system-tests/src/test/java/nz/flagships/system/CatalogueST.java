package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalogue shows works as it stands. */
class CatalogueST {
    @Test
    void every_postable_example_is_stored_as_it_stands_and_a_duplicate_the_second_time() {
        try (Flagships system = Flagships.fresh("catalogue", 10_000)) {
            // Given an empty system
            system.run("up", "--detach", "--no-demo");

            // When every example is posted with the token it names, in catalogue order
            List<String> first = postAll(system, Flagships.INITIATIVE);
            first.addAll(postAll(system, Flagships.CASE));

            // Then each is stored
            assertThat(first).isNotEmpty().allMatch(line -> line.endsWith(" 201 stored"));

            // And each is a duplicate when it comes again
            List<String> second = postAll(system, Flagships.INITIATIVE);
            second.addAll(postAll(system, Flagships.CASE));
            assertThat(second).hasSameSizeAs(first).allMatch(line -> line.endsWith(" 200 duplicate"));
            assertThat(system.settled().get("missing").asLong()).isZero();
        }
    }

    /** Posts every example that can be, with the token it names; a line for each, of its type, status and result. */
    static List<String> postAll(Flagships system, int port) {
        List<String> results = new ArrayList<>();
        for (JsonNode type : system.json(port, "/v1/event-types").get("eventTypes")) {
            if (!type.get("postable").asBoolean()) {
                continue;
            }
            JsonNode as = type.get("as");
            List<String> roles = new ArrayList<>();
            as.get("roles").forEach(role -> roles.add(role.asText()));
            String token = system.token(
                    as.get("agency").asText(), roles, as.path("person").asText(""));
            HttpResponse<String>[] response = new HttpResponse[1];
            // case-service learns of codes through Kafka: a reference still unknown there asks for patience by
            // Retry-After
            Flagships.await(type.get("type").asText(), Duration.ofSeconds(30), () -> {
                response[0] = system.post(
                        port,
                        "/v1/events",
                        token,
                        "application/cloudevents+json",
                        type.get("example").toString());
                return !(response[0].statusCode() == 422
                        && response[0].headers().firstValue("Retry-After").isPresent());
            });
            results.add("%s %d %s"
                    .formatted(
                            type.get("type").asText(),
                            response[0].statusCode(),
                            Flagships.tree(response[0].body()).path("result").asText(response[0].body())));
        }
        return results;
    }
}
