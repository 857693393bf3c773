package nz.flagships.rest.api;

import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a route answers when all is well, where its Java type does not say so itself. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answering {
    /** The record whose JSON it is; {@code void} for an answer without a body, and {@code String} for text. */
    Class<?> value();

    /** The status. */
    int status() default 200;

    /** The media type. */
    String as() default MediaType.APPLICATION_JSON;
}
