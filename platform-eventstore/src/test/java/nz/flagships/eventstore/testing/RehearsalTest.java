package nz.flagships.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import nz.flagships.eventstore.widget.Orders;
import nz.flagships.eventstore.widget.Widgets;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void everyExampleIsStoredInOrderAndTheDocumentsTellOfIt() {
        List<Rehearsal.Performed> performed = rehearse();
        JsonNode catalogue = CatalogueDocuments.catalogue("initiative", performed);

        assertThat(catalogue.path("eventTypes"))
                .extracting(row -> row.path("type").asText())
                .containsExactly(
                        "nz.flagships.initiative.WidgetDefined.v1",
                        "nz.flagships.initiative.WidgetPainted.v1",
                        "nz.flagships.initiative.WidgetsJoined.v1",
                        "nz.flagships.initiative.WidgetWornOut.v1",
                        "nz.flagships.initiative.WidgetUsedAsPart.v1",
                        "nz.flagships.initiative.OrderPlaced.v1",
                        "nz.flagships.initiative.OrderShipped.v1");
        JsonNode defined = catalogue.path("eventTypes").get(0);
        assertThat(defined.at("/as/roles/0").asText()).isEqualTo("steward");
        assertThat(defined.at("/published/example/provenance/basis").asText()).isEqualTo("synthetic");
        assertThat(defined.at("/published/schema/properties/code/type").asText())
                .isEqualTo("string");
        assertThat(catalogue.path("eventTypes").get(3).path("as").isNull()).isTrue();
        JsonNode usedAsPart = catalogue.path("eventTypes").get(4);
        assertThat(usedAsPart.path("postable").asBoolean()).isFalse();
        assertThat(usedAsPart.path("published").isNull()).isTrue();
        assertThat(CatalogueDocuments.page("initiative", catalogue, performed)).contains("## WidgetPainted");
        assertThat(CatalogueDocuments.asyncApi(Map.of("initiative", catalogue)))
                .contains("asyncapi: \"3.0.0\"", "address: \"flagships.initiative.v1\"", "initiativeWidgetDefined");
    }

    @Test
    void theSameRecordsGiveTheSameBytes() {
        assertThat(CatalogueDocuments.json(CatalogueDocuments.catalogue("initiative", rehearse())))
                .isEqualTo(CatalogueDocuments.json(CatalogueDocuments.catalogue("initiative", rehearse())));
    }

    private static List<Rehearsal.Performed> rehearse() {
        return new Rehearsal("initiative", List.of(Widgets.AGGREGATE, Orders.AGGREGATE), List.of()).perform();
    }
}
