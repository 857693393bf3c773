package nz.flagships.eventstore.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command comes to.
 *
 * @param <E> the events of the aggregate
 */
public sealed interface Decision<E> {
    /**
     * It happened.
     *
     * @param events on the command's own stream, in order, at least one in here or elsewhere
     * @param elsewhere events on other streams of the same service, committed in the same item or not at all
     */
    record Happened<E>(List<E> events, List<Elsewhere> elsewhere) implements Decision<E> {
        public Happened {
            events = List.copyOf(events);
            elsewhere = List.copyOf(elsewhere);
        }

        /** The same, with an event on another stream of this service. */
        public Happened<E> and(String aggregate, String id, Object event) {
            List<Elsewhere> more = new ArrayList<>(elsewhere);
            more.add(new Elsewhere(aggregate, id, event));
            return new Happened<>(events, more);
        }
    }

    /**
     * It was refused. Nothing is stored, and nothing is remembered: the mended retry works.
     *
     * @param rejection the rule
     * @param detail what was met, with the values that matter (no personal data), or null
     * @param pointer which member of the data, as a JSON Pointer from the data's root ({@code /on}), or null
     */
    record Refused<E>(
            Rejection rejection,
            @Nullable String detail,
            @Nullable String pointer) implements Decision<E> {
        /** The same, naming the member that is wrong. */
        public Refused<E> at(String jsonPointer) {
            return new Refused<>(rejection, detail, jsonPointer);
        }
    }

    /**
     * An event on another stream.
     *
     * @param aggregate the name of an aggregate of this service
     * @param id its id (after the slash)
     * @param event one of that aggregate's events
     */
    record Elsewhere(String aggregate, String id, Object event) {}

    /** It happened. */
    @SafeVarargs
    static <E> Happened<E> happened(E... events) {
        return new Happened<>(List.of(events), List.of());
    }

    /** It is refused. */
    static <E> Refused<E> refused(Rejection rejection) {
        return new Refused<>(rejection, null, null);
    }

    /** It is refused; the detail says what was met. */
    static <E> Refused<E> refused(Rejection rejection, String detail) {
        return new Refused<>(rejection, detail, null);
    }
}
