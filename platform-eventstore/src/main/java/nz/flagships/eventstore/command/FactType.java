package nz.flagships.eventstore.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.schema.Shape;
import nz.flagships.eventstore.schema.ShapeCheck;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.eventstore.schema.Shapes;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What an agency can say, and all that is known of it from its command record.
 *
 * @param aggregate whose command it is
 * @param command the command record; the event's where it comes with others
 * @param fact its annotation
 * @param allowed who may say so; empty for derived facts
 * @param type the full type, {@code nz.flagships.initiative.InitiativeMilestoneReached.v1}
 * @param route {@code reach-milestone}; the route of a fact that begins is the collection itself
 * @param shape of the posted data, without provenance
 */
public record FactType(
        Registered aggregate,
        Class<?> command,
        Fact fact,
        Set<Role> allowed,
        String type,
        String route,
        Shape.Members shape) {
    /** A derived fact that comes with others: its event says so itself, and no command takes it in. */
    static FactType derived(Registered aggregate, Class<?> event) {
        Fact fact = event.getAnnotation(Fact.class);
        if (fact.postable() || !fact.value().equals(event.getSimpleName())) {
            throw new IllegalStateException(event.getName()
                    + ": an event with @Fact is a derived fact (postable = false) of the event's own name");
        }
        return new FactType(
                aggregate,
                event,
                fact,
                Set.of(),
                aggregate.typeOf(fact.value()),
                kebab(event.getSimpleName()),
                Shapes.posted(event));
    }

    static FactType of(Registered aggregate, Class<?> command) {
        Fact fact = command.getAnnotation(Fact.class);
        Allowed allowed = command.getAnnotation(Allowed.class);
        if (!command.isRecord() || fact == null || allowed == null) {
            throw new IllegalStateException(command.getName()
                    + " must be a record with @Fact and @Allowed: every command says what it is and who may");
        }
        if (fact.postable() == (allowed.value().length == 0)) {
            throw new IllegalStateException(command.getName()
                    + ": a postable fact names at least one role in @Allowed, a derived fact (postable = false) none");
        }
        return new FactType(
                aggregate,
                command,
                fact,
                Set.of(allowed.value()),
                aggregate.typeOf(fact.value()),
                kebab(command.getSimpleName()),
                Shapes.posted(command));
    }

    /** {@code InitiativeMilestoneReached}. */
    public String name() {
        return fact.value();
    }

    /** Whether it comes with other facts, so that no command takes it in. */
    public boolean comesWithOthers() {
        return !command.isAnnotationPresent(Allowed.class);
    }

    /** The role of the example's token, the first of those allowed where the example names none. */
    public List<Role> exampleRoles() {
        if (fact.as().length > 0 || allowed.isEmpty()) {
            return List.of(fact.as());
        }
        return List.of(command.getAnnotation(Allowed.class).value()[0]);
    }

    /**
     * Reads the command from posted data, without provenance.
     *
     * @param pointer where the data stands in the document
     * @throws ProblemException when it has not the shape of the record
     */
    public Object read(JsonNode data, String pointer) {
        var wrong = ShapeCheck.check(shape, data, pointer);
        if (wrong != null) {
            throw new ProblemException(wrong);
        }
        try {
            return Json.MAPPER.treeToValue(data, command);
        } catch (JsonMappingException e) {
            // The types of the language that say themselves what they take: there is no 30 February.
            throw new ProblemException(ShapeRule.NOT_A_VALUE.problem(reason(e), pointer + Problems.pointer(e)));
        } catch (JsonProcessingException e) {
            throw new ProblemException(ShapeRule.NOT_A_VALUE.problem(null, pointer));
        }
    }

    /** What a value type of ours says of itself; messages of others may carry the value and are left out. */
    private static @Nullable String reason(JsonMappingException e) {
        Throwable cause = e.getCause();
        return cause != null
                        && cause.getClass() == IllegalArgumentException.class
                        && cause.getStackTrace().length > 0
                        && cause.getStackTrace()[0].getClassName().startsWith("nz.flagships.")
                ? cause.getMessage()
                : null;
    }

    /** {@code ReachMilestone} as {@code reach-milestone}. */
    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
