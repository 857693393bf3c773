package nz.flagships.projections;

import nz.flagships.events.EventEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * An event that is set aside. The event itself stays in its source's log.
 *
 * @param position in its shard
 * @param stream whose events after it are set aside as well; null where it cannot be told: then it is alone
 * @param id its id; null where that cannot be read
 * @param type its type; null where that cannot be read
 * @param reason why
 * @param projection which projection could not take it; null for other reasons
 * @param fault the kind of error; null where there was none
 */
record Parked(
        long position,
        @Nullable String stream,
        @Nullable String id,
        @Nullable String type,
        Reason reason,
        @Nullable String projection,
        @Nullable String fault) {

    /** Why an event is set aside. */
    public enum Reason {
        /** A projection cannot take it. */
        POISON,
        /** The source's log has it, and it cannot be read. */
        UNREADABLE,
        /** Another before it of its stream is set aside. */
        BEHIND
    }

    /** The same, now that it is known whose it is. */
    Parked of(String known) {
        return new Parked(position, known, id, type, reason, projection, fault);
    }

    /** The same, which cannot be taken for another reason now. */
    Parked because(String why) {
        return new Parked(position, stream, id, type, Reason.UNREADABLE, null, why);
    }

    static Parked behind(EventEnvelope event) {
        return new Parked(event.position(), event.subject(), event.id(), event.type(), Reason.BEHIND, null, null);
    }

    static Parked poisonous(EventEnvelope event, String projection, String fault) {
        return new Parked(
                event.position(), event.subject(), event.id(), event.type(), Reason.POISON, projection, fault);
    }

    static Parked unreadable(SourceLog.Unreadable what) {
        return new Parked(what.position(), what.stream(), what.id(), what.type(), Reason.UNREADABLE, null, what.why());
    }
}
