package nz.flagships.eventstore.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import nz.flagships.events.Json;

/** JSON of records without the members that are null: as events are kept and published. */
final class Compact {
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build();

    private Compact() {}

    static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /** Canonical, see {@link Json#canonical}. */
    static String canonical(Object record) {
        return Json.canonical(tree(record));
    }
}
