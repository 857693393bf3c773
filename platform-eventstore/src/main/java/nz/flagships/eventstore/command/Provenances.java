package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.eventstore.schema.Shape;

/** The member {@code provenance} that every posted fact may have. */
public final class Provenances {
    private static final int LONGEST_NOTE = 1_000;

    /** Its shape; no member must be there. */
    public static final Shape.Members SHAPE = new Shape.Members(
            "Where the fact comes from; left out for what happened in the agency's own work.",
            List.of(
                    new Shape.Member(
                            "basis",
                            new Shape.Choice(List.of("operational", "published", "synthetic")),
                            false,
                            "What the fact rests on; operational if left out"),
                    new Shape.Member(
                            "source", new Shape.Text(1, 200, null, null), false, "The code of a registered source"),
                    new Shape.Member(
                            "note",
                            new Shape.Text(1, LONGEST_NOTE, null, null),
                            false,
                            "A remark that travels with it"),
                    new Shape.Member(
                            "inferred",
                            new Shape.Many(new Shape.Text(1, 100, null, null), 0, 100, true, Shape.Order.ANY),
                            false,
                            "Members of the data that were inferred and not stated by the source")),
            false);

    private Provenances() {}

    static Provenance read(JsonNode checked) {
        try {
            return Json.MAPPER.treeToValue(checked, Provenance.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The shape of a provenance lets through what its record does not take", e);
        }
    }
}
