package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.events.Role;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;

class PostingsTest {
    private static final Aggregates AGGREGATES = new Aggregates("initiative", List.of(Widgets.AGGREGATE));
    private static final Caller CALLER = new Caller("POLICE", "somebody", Set.of(Role.STEWARD));

    @Test
    void aKeyThatSaysNothingIsNoMissingKey() {
        assertThat(Postings.one(List.of())).isNull();
        for (String nothing : List.of("", " ", "\t", "\"\"")) {
            refused(nothing);
        }
    }

    @Test
    void twoKeysAreRefusedAndTheSameOneTwiceIsOne() {
        refused("a", "b");
        refused("a", "");
        assertThat(Postings.one(List.of("a", "\"a\""))).isEqualTo("a");
    }

    @Test
    void dataInBase64IsToldWhereDataGoes() {
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "test")
                .put("type", "nz.flagships.initiative.WidgetDefined.v1")
                .put("subject", "A")
                .put("data_base64", "e30=");

        assertThatThrownBy(() -> new Postings(AGGREGATES).event(event, CALLER, null))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("EVT-001");
                    assertThat(e.problem().detail()).isEqualTo("Data is JSON, in the member data.");
                    assertThat(e.problem().pointer()).isEqualTo("/data_base64");
                });
    }

    @Test
    void aListThatIsASetIsTheSameInAnyOrder() {
        Posting one = command(
                "one", "{'code':'A','name':'W','weight':1,'parts':[{'code':'A','count':1},{'code':'B','count':2}]}");
        Posting other = command(
                "one", "{'code':'A','name':'W','weight':1,'parts':[{'count':2,'code':'B'},{'code':'A','count':1}]}");
        Posting more = command(
                "one", "{'code':'A','name':'W','weight':1,'parts':[{'code':'B','count':2},{'code':'A','count':2}]}");

        assertThat(other.isSameAs(one.fingerprint())).isTrue();
        assertThat(more.isSameAs(one.fingerprint())).isFalse();
    }

    @Test
    void ofACommandAnotherFactIsOneOfItsKeyAndHasNoPointer() {
        Problem problem = command("one", "{'code':'A','name':'W','weight':1}").anotherFact();

        assertThat(problem.code()).isEqualTo("EVT-004");
        assertThat(problem.pointer()).isNull();
        assertThat(problem.detail()).contains("Idempotency-Key");
    }

    private static Posting command(String key, String body) {
        try {
            return new Postings(AGGREGATES)
                    .command(
                            AGGREGATES
                                    .fact("nz.flagships.initiative.WidgetDefined.v1")
                                    .orElseThrow(),
                            null,
                            Json.MAPPER.readTree(body.replace('\'', '"')),
                            CALLER,
                            key,
                            null,
                            null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(String... headers) {
        assertThatThrownBy(() -> Postings.one(List.of(headers)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("EVT-015"));
    }
}
