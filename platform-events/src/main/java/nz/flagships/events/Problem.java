package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error that says how to mend it (RFC 9457, {@code application/problem+json}). Never carries personal data, nor a
 * value that was refused where that value could be about a person.
 *
 * @param type {@code urn:flagships:problem:INIT-021}
 * @param title the rule that was met, the same for every occurrence
 * @param status the HTTP status
 * @param detail what was met this time
 * @param code stable: {@code INIT-021}
 * @param pointer the member that is wrong, a JSON Pointer into the posted document
 * @param mend how to mend it
 * @param retryAfter seconds after which the same request may work as it stands; null where it will not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String code,
        @Nullable String pointer,
        @Nullable String mend,
        @Nullable Integer retryAfter) {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem whose type is made from its code. */
    public static Problem of(
            String code,
            int status,
            String title,
            @Nullable String detail,
            @Nullable String pointer,
            @Nullable String mend) {
        return new Problem("urn:flagships:problem:" + code, title, status, detail, code, pointer, mend, null);
    }

    /** The same, for what may work later as it stands. */
    public Problem retryAfter(int seconds) {
        return new Problem(type, title, status, detail, code, pointer, mend, seconds);
    }

    /** The same, with its pointer. */
    public Problem at(@Nullable String jsonPointer) {
        return new Problem(type, title, status, detail, code, jsonPointer, mend, retryAfter);
    }
}
