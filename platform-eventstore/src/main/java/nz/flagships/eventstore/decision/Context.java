package nz.flagships.eventstore.decision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;

/**
 * All that a decision may know besides its own state. Time, actor and agency come in here, never from a clock or a
 * thread.
 */
public interface Context {
    /** Where the business day is reckoned. */
    ZoneId ZONE = ZoneId.of("Pacific/Auckland");

    /** The id of the aggregate, after the slash of the stream: {@code PK-ALCOHOL}. */
    String id();

    /** When we record it. */
    Instant now();

    /** When its source made the fact known. */
    Instant time();

    /** The business day of {@link #now()}, Pacific/Auckland's. */
    default LocalDate today() {
        return LocalDate.ofInstant(now(), ZONE);
    }

    /** The code of the agency that says so; {@code SYSTEM} for the clock. */
    String agency();

    /** The person or client that says so. */
    String actor();

    /** The roles of the actor. */
    Set<Role> roles();

    /** What the fact rests on. */
    Provenance provenance();

    /**
     * Looks at another aggregate (by the class of its state) or at a reference published by another service (by the class
     * that stands for it). What was found is not guarded: use it for what never becomes untrue, as that a measure was
     * defined.
     */
    <S> Optional<S> find(Class<S> state, String id);

    /**
     * Like {@link #find}, and the decision is committed only if that stream has not moved meanwhile; for what may become
     * untrue. Also guards the absence of a stream.
     */
    <S> Optional<S> hold(Class<S> state, String id);
}
