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
import nz.flagships.events.Sha256;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whatWasInferredIsTheSameInAnyOrder() {
        String body = "{'code':'A','name':'W','weight':1,'provenance':{'basis':'synthetic','inferred':[%s]}}";

        Posting one = command("one", body.formatted("'name','weight'"));
        Posting other = command("one", body.formatted("'weight','name'"));

        assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(command("one", body.formatted("'weight'")).isSameAs(one.fingerprint()))
                .isFalse();
    }

    @Test
    void aPeriodIsTheDaysItMeans() {
        String body = "{'code':'A','name':'W','weight':1,'uses':['2014-Q1',%s]}";

        Posting one = command("one", body.formatted("'FY2025'"));

        assertThat(command("one", body.formatted("'YE2025-06'")).fingerprint()).isEqualTo(one.fingerprint());
        assertThat(command("one", body.formatted("'CY2025'")).isSameAs(one.fingerprint()))
                .isFalse();
    }

    @Test
    void whatWasStoredBeforeThatIsKnown() {
        ObjectNode before = Json.MAPPER.createObjectNode();
        before.put("meant", "nz.flagships.initiative.WidgetDefined.v1").put("subject", "A");
        before.putObject("data")
                .put("name", "W")
                .put("weight", 1)
                .putArray("uses")
                .add("FY2025");
        byte[] stored = Sha256.of(Json.canonical(before));

        Posting again = command("one", "{'code':'A','name':'W','weight':1,'uses':['FY2025'],'parts':[]}");

        assertThat(again.isSameAs(stored)).isTrue();
        assertThat(again.fingerprint()).isNotEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'provenance':{'basis':'published'}",
                "'myext':[1,2]",
                "'myext':{}",
                "'correlationid':['a']",
                "'subject':{'code':'A'}"
            })
    void whatCannotBeAnAttributeIsRefusedWithAWordOfData(String attribute) {
        String name = attribute.substring(1, attribute.indexOf(':') - 1);

        assertThatThrownBy(() -> event(attribute)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("EVT-001");
            assertThat(e.problem().pointer()).isEqualTo("/" + name);
            assertThat(e.problem().detail())
                    .contains("texts, numbers and booleans")
                    .contains("provenance")
                    .contains("data");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'myext':null", "'myext':1", "'myext':true", "'myext':'a'"})
    void whatCanBeAnAttributeIsPassedOver(String attribute) {
        assertThat(event(attribute).subject()).isEqualTo("A");
    }

    private static Posting event(String attribute) {
        String event = "{'specversion':'1.0','id':'1','source':'test','subject':'A',%s,"
                + "'type':'nz.flagships.initiative.WidgetDefined.v1','data':{'name':'W','weight':1}}";
        try {
            return new Postings(AGGREGATES)
                    .event(
                            Json.MAPPER.readTree(event.replace(
                                            "'subject':'A',", attribute.startsWith("'subject'") ? "" : "'subject':'A',")
                                    .formatted(attribute)
                                    .replace('\'', '"')),
                            CALLER,
                            null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
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
