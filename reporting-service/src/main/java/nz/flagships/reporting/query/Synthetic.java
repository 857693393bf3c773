package nz.flagships.reporting.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import nz.flagships.events.Basis;

/** What in an answer was made up for a demonstration. */
final class Synthetic {
    private Synthetic() {}

    /** Whether a row, or anything inside it, says that it was made up or rests on what was. */
    static boolean is(JsonNode node) {
        if (node.path("synthetic").asBoolean(false)
                || node.path("basis").asText().toUpperCase(Locale.ROOT).equals(Basis.SYNTHETIC.name())
                || !node.path("syntheticStatuses").isEmpty()) {
            return true;
        }
        for (JsonNode inside : node) {
            if (inside.isContainerNode() && is(inside)) {
                return true;
            }
        }
        return false;
    }
}
