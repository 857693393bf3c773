package nz.flagships.rest.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import nz.flagships.events.Json;
import org.junit.jupiter.api.Test;

/** Readers of YAML 1.1 take what is not quoted for days, truth or numbers. */
class ApiDocumentsTest {
    @Test
    void everyTextIsQuotedAndEveryNameThatCouldBeTakenForAnythingElse() {
        ObjectNode document = Json.MAPPER.createObjectNode();
        for (String word : new String[] {
            "2013-10-01", "2013", "yes", "no", "on", "off", "1_000", "12:30", "0x1F", "~", "null", "1e3"
        }) {
            document.put(word, word);
        }
        assertThat(ApiDocuments.yaml(document).lines())
                .allSatisfy(line -> assertThat(line).matches("\"[^\"]+\": \"[^\"]+\""));
    }

    @Test
    void anAddressIsThatOfTheRouteWithoutTheExpressionInIt() throws NoSuchMethodException {
        assertThat(AnnotatedRoutes.path(Logs.class, Logs.class.getMethod("one")))
                .isEqualTo("/v1/log/{shard}");
    }

    @jakarta.ws.rs.Path("/v1/log")
    public static final class Logs {
        @jakarta.ws.rs.Path("{shard: \\d{1,4}}")
        public void one() {}
    }
}
