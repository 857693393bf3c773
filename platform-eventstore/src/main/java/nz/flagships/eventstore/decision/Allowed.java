package nz.flagships.eventstore.decision;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nz.flagships.events.Role;

/** On a command record: who may say so. A command without it fails the start and the build. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Allowed {
    /** Any of these roles is enough. Empty: nobody but the system itself (derived facts). */
    Role[] value();
}
