package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.eventstore.decision.Protection;
import nz.flagships.eventstore.decision.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate with what its records say: its facts, its events, their types. The kernel handles every aggregate alike,
 * so the type parameters end here; a value of another aggregate is a bug and fails as one.
 */
public final class Registered {
    private final Aggregate<Object, Object, Object> aggregate;
    private final String service;
    private final List<FactType> facts;
    private final Map<String, Class<?>> events = new LinkedHashMap<>();

    @SuppressWarnings("unchecked") // see above
    Registered(String service, Aggregate<?, ?, ?> aggregate) {
        this.service = service;
        this.aggregate = (Aggregate<Object, Object, Object>) aggregate;
        for (Class<?> event : permitted(aggregate.events())) {
            if (!event.isRecord()) {
                throw new IllegalStateException(event.getName() + " must be a record, since it is an event");
            }
            if (events.put(typeOf(event.getSimpleName()), event) != null) {
                throw new IllegalStateException(
                        "Two events of " + aggregate.name() + " are called " + event.getSimpleName());
            }
        }
        List<FactType> found = new ArrayList<>();
        for (Class<?> command : permitted(aggregate.commands())) {
            found.add(FactType.of(this, command));
        }
        for (Class<?> event : events.values()) {
            if (event.isAnnotationPresent(Fact.class)) {
                found.add(FactType.derived(this, event));
            }
        }
        this.facts = List.copyOf(found);
    }

    /** The registration. */
    public Aggregate<?, ?, ?> aggregate() {
        return aggregate;
    }

    /** {@code initiative}. */
    public String name() {
        return aggregate.name();
    }

    /** What can be said of it, in the order of its records. */
    public List<FactType> facts() {
        return facts;
    }

    /** Its events by full type. */
    public Map<String, Class<?>> events() {
        return Map.copyOf(events);
    }

    /** The stream of an id. */
    public String stream(String id) {
        return aggregate.name() + "/" + id;
    }

    /** The full type of a name: {@code nz.flagships.initiative.InitiativeProposed.v1}. */
    public String typeOf(String name) {
        return "nz.flagships." + service + "." + name + ".v1";
    }

    String typeOfEvent(Object event) {
        String type = typeOf(event.getClass().getSimpleName());
        if (events.get(type) != event.getClass()) {
            throw new IllegalStateException(event.getClass().getName() + " is no event of " + name());
        }
        return type;
    }

    /**
     * Reads a stored event.
     *
     * @throws IllegalStateException when it is none of this aggregate's
     */
    public Object event(String type, String data) {
        Class<?> event = events.get(type);
        if (event == null) {
            throw new IllegalStateException(
                    "The history of " + name() + " has an event of type " + type + ", which no record stands for");
        }
        try {
            return Json.MAPPER.readValue(data, event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event of type " + type + " cannot be read any more", e);
        }
    }

    Object empty() {
        return aggregate.empty();
    }

    Object evolve(Object state, Object event) {
        return aggregate.evolve(state, event);
    }

    Decision<Object> decide(Object state, Object command, Context at) {
        return aggregate.decide(state, command, at);
    }

    boolean addressable(Object state, Viewer viewer) {
        return aggregate.addressable(state, viewer);
    }

    boolean insider(Object state, Viewer viewer) {
        return aggregate.insider(state, viewer);
    }

    boolean visible(Object state, Viewer viewer) {
        return aggregate.visible(state, viewer);
    }

    List<Deadline> deadlines(Object event) {
        return aggregate.deadlines(event);
    }

    @Nullable
    Protection<Object> protection() {
        return aggregate.protection();
    }

    List<Notice> notices(Object now, Object event) {
        return aggregate.notices(now, event);
    }

    /** Claims as references that every agency may write. */
    public List<String> references(List<String> claims) {
        return Named.references(this, claims);
    }

    /** The public record of an event, or null where it stays private. */
    public @Nullable PublishedEvent publish(String id, Object event) {
        return aggregate.publish(id, event);
    }

    private static List<Class<?>> permitted(Class<?> sealed) {
        if (!sealed.isSealed()) {
            if (sealed.isRecord()) {
                return List.of(sealed);
            }
            throw new IllegalStateException(sealed.getName() + " must be a sealed interface of records");
        }
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> each : sealed.getPermittedSubclasses()) {
            all.addAll(permitted(each));
        }
        return all;
    }
}
