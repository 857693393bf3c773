package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import nz.flagships.events.Json;
import org.jspecify.annotations.Nullable;

/** A fact of the demonstration while it is put together: a structured CloudEvent with its data and its provenance. */
final class DemoFact {
    private final ObjectNode event = Json.MAPPER.createObjectNode();
    private final ObjectNode data = Json.MAPPER.createObjectNode();
    private @Nullable ObjectNode provenance;

    private DemoFact(String service, String name, String file, String key, Instant time) {
        event.put("specversion", "1.0")
                .put("id", key)
                .put("source", "urn:flagships:demo:" + file)
                .put("type", "nz.flagships." + service + "." + name + ".v1")
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
    }

    /**
     * A fact for initiative-service.
     *
     * @param name the event's name
     * @param file the file it stands in; part of its identity
     * @param key what it is about in that file; with the name it is the id, the same whenever it is loaded
     */
    static DemoFact initiative(String name, String file, String key, Instant time) {
        return new DemoFact("initiative", name, file, key + "/" + name, time);
    }

    /** A fact for case-service; a case has several of a name, so the whole id is given. */
    static DemoFact cases(String name, String file, String id, Instant time) {
        return new DemoFact("case", name, file, id, time);
    }

    DemoFact about(String subject) {
        event.put("subject", subject);
        return this;
    }

    DemoFact externalRef(String reference) {
        event.put("externalref", reference);
        return this;
    }

    DemoFact with(String member, @Nullable String text) {
        if (text != null) {
            data.put(member, text);
        }
        return this;
    }

    DemoFact with(String member, boolean flag) {
        data.put(member, flag);
        return this;
    }

    DemoFact number(String member, String number) {
        data.put(member, new BigDecimal(number));
        return this;
    }

    /** A list of one barrier of another initiative. */
    DemoFact with(String member, String initiative, String barrier) {
        data.putArray(member).addObject().put("initiative", initiative).put("barrier", barrier);
        return this;
    }

    DemoFact with(String member, List<String> texts) {
        ArrayNode list = data.putArray(member);
        texts.forEach(list::add);
        return this;
    }

    DemoFact whole(String member, String number) {
        data.put(member, Long.parseLong(number));
        return this;
    }

    DemoFact objects(String member, List<ObjectNode> objects) {
        data.putArray(member).addAll(objects);
        return this;
    }

    /** Where it comes from; says nothing if there is nothing to say. */
    DemoFact provenance(String basis, @Nullable String source, @Nullable String note, List<String> inferred) {
        if ("operational".equals(basis) && note == null && inferred.isEmpty()) {
            return this;
        }
        ObjectNode said = Json.MAPPER.createObjectNode().put("basis", basis);
        if (source != null) {
            said.put("source", source);
        }
        if (note != null) {
            said.put("note", note);
        }
        if (!inferred.isEmpty()) {
            ArrayNode members = said.putArray("inferred");
            inferred.forEach(members::add);
        }
        provenance = said;
        return this;
    }

    DemoFact synthetic() {
        return provenance("synthetic", null, null, List.of());
    }

    ObjectNode event() {
        if (provenance != null) {
            data.set("provenance", provenance);
        }
        event.set("data", data);
        return event;
    }
}
