package nz.flagships.eventstore.command;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a route that reads: by which roles is said where the aggregates are registered, and asked there. Every other route that
 * reads says so itself, by {@code @PermitAll} or {@code @RolesAllowed}; one that says nothing fails the build.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadersInRegistry {}
