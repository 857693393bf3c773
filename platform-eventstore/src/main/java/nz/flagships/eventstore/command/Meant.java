package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nz.flagships.events.Json;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.Sha256;
import nz.flagships.eventstore.decision.InFull;
import nz.flagships.eventstore.schema.Shape;
import nz.flagships.eventstore.schema.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of what a posting means, however it is spelled: the instant and not its offset, the number and not its
 * digits, the days of a period and not its name, no difference between a member that is null and one that is left out, nor
 * between a default that is said and one that is not (see {@link InFull}; nor between an empty list and none), and what is a
 * set in any order. Texts are compared as they are: no Unicode form is made of another, and spaces count.
 */
final class Meant {
    private final FactType fact;
    private final Object command;
    private final @Nullable String subject;
    private final @Nullable String externalRef;
    private final @Nullable Instant time;
    private final Provenance provenance;

    Meant(
            FactType fact,
            Object command,
            @Nullable String subject,
            @Nullable String externalRef,
            @Nullable Instant time,
            Provenance provenance) {
        this.fact = fact;
        this.command = command;
        this.subject = subject;
        this.externalRef = externalRef;
        this.time = time;
        this.provenance = provenance;
    }

    byte[] fingerprint() {
        return fingerprint(true);
    }

    /**
     * The fingerprint as it was made before defaults, periods, and some of the sets were looked through; what was stored then
     * is known by it.
     */
    byte[] asBefore() {
        return fingerprint(false);
    }

    private byte[] fingerprint(boolean now) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("meant", fact.type()).put("subject", subject);
        if (time != null) {
            all.put("time", time.toString());
        }
        if (externalRef != null) {
            all.put("externalref", externalRef);
        }
        if (!provenance.equals(Provenance.OPERATIONAL)) {
            JsonNode rests = Compact.tree(provenance);
            all.set("provenance", now ? alike(Provenances.SHAPE, rests, true) : rests);
        }
        Object full = now && command instanceof InFull<?> said ? said.inFull() : command;
        all.set("data", alike(fact.shape(), Compact.tree(full), now));
        return Sha256.of(Json.canonical(all));
    }

    /** Sets in one order: Java's own is another at every start. Lists that are sets by what they mean likewise. */
    private static JsonNode alike(Shape shape, JsonNode value, boolean now) {
        switch (shape) {
            case Shape.Many(var item, var min, var max, var unique, var order)
            when value instanceof ArrayNode array -> {
                List<JsonNode> items = new ArrayList<>();
                array.forEach(each -> items.add(alike(item, each, now)));
                if (order == Shape.Order.ANY || order == Shape.Order.ANY_LATELY && now) {
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
                    } else if (given != null) {
                        object.set(member.name(), alike(member.shape(), given, now));
                    }
                }
                return object;
            }
            case Shape.Text text
            when now && Shapes.isPeriod(text) && value.isTextual() -> {
                Period period = new Period(value.textValue());
                return TextNode.valueOf(period.first() + "/" + period.last());
            }
            default -> {
                return value;
            }
        }
    }
}
