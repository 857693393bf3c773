package nz.flagships.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A list that is a set by what it means: posted again in another order it is the same fact. What stands in it twice is
 * refused by the aggregate, with its own words.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface InAnyOrder {
    /** Whether it was not one from the beginning: facts are stored that are known by their order too. */
    boolean lately() default false;
}
