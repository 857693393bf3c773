package nz.flagships.rest.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import nz.flagships.events.Json;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiSchemasTest {
    enum Colour {
        @JsonProperty("dark red")
        DARK_RED,
        BLUE
    }

    record Amount(
            @com.fasterxml.jackson.annotation.JsonValue long cents) {}

    record Part(String code) {}

    record ThingRow(
            String name,
            @Nullable LocalDate on,
            Instant at,
            @Nullable Colour colour,
            Amount amount,
            Period period,
            List<Part> parts,
            SortedMap<String, Part> byCode,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long left) {
        public boolean isOpen() {
            return true;
        }
    }

    static final class ThingResource {
        record Line(String name) {}
    }

    static final class Other {
        record Part(String another) {}
    }

    private final ApiSchemas schemas = new ApiSchemas();

    private ObjectNode thing() {
        schemas.of(ThingRow.class);
        return requireNonNull(schemas.components().get("ApiSchemasTestThingRow"));
    }

    @Test
    void aMemberIsThereNullOrLeftOutAsTheMapperWritesIt() {
        ObjectNode thing = thing();
        assertThat(thing.path("required"))
                .extracting(n -> n.asText())
                .doesNotContain("left")
                .contains("on", "open");
        assertThat(thing.at("/properties/on").toString())
                .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
        assertThat(thing.at("/properties/left").toString()).isEqualTo("{\"type\":\"integer\",\"format\":\"int64\"}");
        assertThat(thing.at("/properties/open/type").asText())
                .as("a method that Jackson writes")
                .isEqualTo("boolean");
    }

    @Test
    void aChoiceIsNamedAndHasTheWordsOnTheWire() {
        assertThat(thing().at("/properties/colour/anyOf/0/$ref").asText()).endsWith("/ApiSchemasTestColour");
        assertThat(requireNonNull(schemas.components().get("ApiSchemasTestColour"))
                        .path("enum")
                        .toString())
                .isEqualTo("[\"dark red\",\"BLUE\"]");
    }

    @Test
    void aValueThatIsWrittenAloneIsThatAlone() {
        assertThat(thing().at("/properties/amount/type").asText()).isEqualTo("integer");
        assertThat(thing().at("/properties/period/pattern").asText()).contains("FY");
    }

    @Test
    void mapsAndListsSayWhatIsInThem() {
        assertThat(thing().at("/properties/parts/items/$ref").asText()).endsWith("/ApiSchemasTestPart");
        assertThat(thing().at("/properties/byCode/additionalProperties/$ref").asText())
                .endsWith("/ApiSchemasTestPart");
    }

    @Test
    void noFormatStandsBesideAPattern() {
        thing();
        schemas.components()
                .values()
                .forEach(schema -> schema.findParents("format")
                        .forEach(each -> assertThat(each.has("pattern"))
                                .as(each.toString())
                                .isFalse()));
    }

    @Test
    void theCodeAroundARecordIsNotInItsName() {
        assertThat(ApiSchemas.name(ThingResource.Line.class)).doesNotContain("Resource");
    }

    @Test
    void twoRecordsThatWouldHaveOneNameAreTold() {
        schemas.named("Part", Json.MAPPER.createObjectNode().put("type", "object"));
        assertThatThrownBy(() -> schemas.named("Part", Json.MAPPER.createObjectNode()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Part");
    }

    @Test
    void whatHasNoSchemaIsTold() {
        assertThatThrownBy(() -> schemas.of(Thread.class)).hasMessageContaining("answer a record");
    }
}
