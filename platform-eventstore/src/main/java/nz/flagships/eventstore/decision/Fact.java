package nz.flagships.eventstore.decision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nz.flagships.events.Role;

/**
 * On a command record: the fact it takes in; on an event record: that it is derived, and comes with other facts. From this the kernel makes the type that is ingested
 * ({@code nz.flagships.<service>.<Name>.v1}), the route (the record's name in kebab case), schema, OpenAPI and
 * catalogue. The record's components are the members of the posted {@code data}; the id of the aggregate is never one of
 * them: it is the event's {@code subject} or stands in the path.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Fact {
    /** The event's name, in the past tense: {@code InitiativeMilestoneReached}. */
    String value();

    /** One sentence for the catalogue. */
    String description();

    /** Whether it begins a stream: its route is the collection ({@code POST /v1/initiatives}). */
    boolean begins() default false;

    /**
     * Whether agencies may post it. A derived fact is said by the clock (a milestone missed), and then has a command with its
     * example, which the catalogue needs; or it comes with another fact (an allocation approved by its second endorsement), and
     * then this annotation stands on the event itself; another fact's example brings it about, or its own example stands for
     * what another might have brought about.
     */
    boolean postable() default true;

    /** The id in the example, e.g. {@code EXAMPLE-INITIATIVE}; for ids the service assigns, the external reference. */
    String subject();

    /**
     * The data of the example, JSON. Examples of a service are stored in catalogue order by an empty system, and each
     * sees what those before it stored.
     */
    String example();

    /** Which agency posts the example. */
    String by() default "EXAMPLE-AGENCY";

    /** The role of the example's token; by default the first of {@link Allowed}. */
    Role[] as() default {};

    /** The person in the example's token, where the rule is about people. */
    String person() default "";
}
