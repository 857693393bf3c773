package nz.flagships.projections;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** What can be set about the reader. */
@ConfigMapping(prefix = "flagships.reader")
interface ReaderSettings {
    /** Whether initiative-service's topic is read. */
    Feed initiative();

    /** Whether case-service's topic is read. */
    @WithName("case")
    Feed cases();

    /** How many events are asked of a log at once. */
    @WithDefault("500")
    int page();

    /** How often sources are asked how far they have come. */
    @WithDefault("1s")
    Duration headsEvery();

    /** For how long a published event may fail to arrive from Kafka before it is fetched from the source's log. */
    @WithDefault("5s")
    Duration stalledAfter();

    /** How often a service's own log is looked at when nobody says that it has grown. */
    @WithDefault("50ms")
    Duration followEvery();

    /** How long a reader with a consistency token waits at most. */
    @WithDefault("2s")
    Duration patience();

    /** The longest pause between two tries of what failed for a passing reason. */
    @WithDefault("2s")
    Duration longestPause();

    /**
     * For how long a source that cannot be asked what it has is waited for, before a schema that is being filled counts as
     * filled without it. Only another version's read models are filled.
     */
    @WithDefault("2m")
    Duration fillingPatience();

    /** One topic. */
    interface Feed {
        @WithDefault("false")
        boolean enabled();
    }
}
