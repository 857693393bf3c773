package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.Sha256;
import nz.flagships.eventstore.schema.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of what a posting means, however it is spelled: the instant and not its offset, the number and not its
 * digits, no difference between a member that is null and one that is left out, nor between a default that is said and one
 * that is not (nor between an empty list and none), and what is a set in any order. Texts are compared as they are: no Unicode form is made of another, and
 * spaces count.
 */
final class Meant {
    private Meant() {}

    static byte[] fingerprint(
            FactType fact,
            Object command,
            @Nullable String subject,
            @Nullable String externalRef,
            @Nullable Instant time,
            Provenance provenance) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("meant", fact.type()).put("subject", subject);
        if (time != null) {
            all.put("time", time.toString());
        }
        if (externalRef != null) {
            all.put("externalref", externalRef);
        }
        if (!provenance.equals(Provenance.OPERATIONAL)) {
            all.set("provenance", Compact.tree(provenance));
        }
        all.set("data", inOrder(fact.shape(), Compact.tree(command)));
        return Sha256.of(Json.canonical(all));
    }

    /** Sets in one order: Java's own is another at every start. Lists that are sets by what they mean likewise. */
    private static JsonNode inOrder(Shape shape, JsonNode value) {
        switch (shape) {
            case Shape.Many(var item, var min, var max, var unique, var anyOrder)
            when value instanceof ArrayNode array -> {
                List<JsonNode> items = new ArrayList<>();
                array.forEach(each -> items.add(inOrder(item, each)));
                if (unique || anyOrder) {
                    items.sort(Comparator.comparing(Json::canonical));
                }
                return array.arrayNode().addAll(items);
            }
            case Shape.Members members
            when value instanceof ObjectNode object -> {
                for (Shape.Member member : members.members()) {
                    JsonNode given = object.get(member.name());
                    if (given instanceof ArrayNode && given.isEmpty()) {
                        object.remove(member.name());
                    } else if (given instanceof ArrayNode || given instanceof ObjectNode) {
                        object.set(member.name(), inOrder(member.shape(), given));
                    }
                }
                return object;
            }
            default -> {
                return value;
            }
        }
    }
}
