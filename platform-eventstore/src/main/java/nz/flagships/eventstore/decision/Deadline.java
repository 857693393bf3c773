package nz.flagships.eventstore.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which the clock has something to say. The row is written in the transaction of the event that set it; one
 * leased poller turns it into its command, once.
 *
 * @param key unique within the stream: {@code milestone/M1}; setting it again replaces it
 * @param due when, or null to clear it
 * @param command a command of the same aggregate, or null to clear it
 */
public record Deadline(
        String key, @Nullable Instant due, @Nullable Object command) {
    /** Nothing is due any more. */
    public static Deadline cleared(String key) {
        return new Deadline(key, null, null);
    }
}
