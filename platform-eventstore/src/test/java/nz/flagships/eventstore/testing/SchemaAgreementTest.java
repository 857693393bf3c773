package nz.flagships.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.eventstore.catalogue.FactSchemas;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.widget.Orders;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema says is what the kernel does: an independent validator agrees on every example bent in every place. */
class SchemaAgreementTest {
    private static final Aggregates AGGREGATES =
            new Aggregates("initiative", List.of(Widgets.AGGREGATE, Orders.AGGREGATE));
    private static final List<JsonNode> VALUES = List.of(
            JsonNodeFactory.instance.textNode(""),
            JsonNodeFactory.instance.textNode("x"),
            JsonNodeFactory.instance.textNode("BOLT"),
            JsonNodeFactory.instance.textNode("RED"),
            JsonNodeFactory.instance.textNode("2013"),
            JsonNodeFactory.instance.textNode("2013-13"),
            JsonNodeFactory.instance.textNode("2013-10-01"),
            JsonNodeFactory.instance.textNode("FY2013"),
            JsonNodeFactory.instance.textNode("2013-Q5"),
            JsonNodeFactory.instance.textNode("x".repeat(41)),
            JsonNodeFactory.instance.textNode("x".repeat(4_001)),
            JsonNodeFactory.instance.textNode("😀".repeat(40)),
            JsonNodeFactory.instance.numberNode(0),
            JsonNodeFactory.instance.numberNode(7),
            JsonNodeFactory.instance.numberNode(-1),
            JsonNodeFactory.instance.numberNode(101),
            JsonNodeFactory.instance.numberNode(new BigDecimal("1.5")),
            JsonNodeFactory.instance.numberNode(new BigDecimal("1000.5")),
            JsonNodeFactory.instance.booleanNode(true),
            JsonNodeFactory.instance.nullNode(),
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.arrayNode());

    @ParameterizedTest
    @MethodSource("facts")
    void anIndependentValidatorAgrees(FactType fact) throws JsonProcessingException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(FactSchemas.event(fact).toString(), InputFormat.JSON);
        ObjectNode example = FactSchemas.example(fact);

        assertThat(isValid(schema, example)).as("the example itself").isTrue();
        for (ObjectNode bent : bent(example)) {
            assertThat(isTaken(fact, bent)).as(bent.toString()).isEqualTo(isValid(schema, bent));
        }
    }

    static List<FactType> facts() {
        return AGGREGATES.facts().stream().filter(f -> f.fact().postable()).toList();
    }

    private static boolean isValid(Schema schema, JsonNode event) {
        return schema.validate(
                        event.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .isEmpty();
    }

    private static boolean isTaken(FactType fact, JsonNode event) {
        try {
            new Postings(AGGREGATES).event(event, new Caller("EXAMPLE-AGENCY", "somebody", fact.allowed()), null);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** The data without each member, with each value in each place, and with a member too many in each object. */
    private static List<ObjectNode> bent(ObjectNode example) {
        List<ObjectNode> all = new ArrayList<>();
        for (JsonNode data : bentValues(example.get("data"))) {
            ObjectNode event = example.deepCopy();
            event.set("data", data);
            all.add(event);
        }
        return all;
    }

    private static List<JsonNode> bentValues(JsonNode value) {
        List<JsonNode> all = new ArrayList<>(VALUES);
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                ObjectNode without = object.deepCopy();
                without.remove(member.getKey());
                all.add(without);
                for (JsonNode other : bentValues(member.getValue())) {
                    ObjectNode with = object.deepCopy();
                    with.set(member.getKey(), other);
                    all.add(with);
                }
            }
            ObjectNode more = object.deepCopy();
            more.put("tooMany", 1);
            all.add(more);
        }
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                for (JsonNode other : bentValues(array.get(i))) {
                    ArrayNode with = array.deepCopy();
                    with.set(i, other);
                    all.add(with);
                }
            }
            ArrayNode many = Json.MAPPER.createArrayNode();
            for (int i = 0; i < 4; i++) {
                array.forEach(many::add);
            }
            all.add(many);
        }
        return all;
    }
}
