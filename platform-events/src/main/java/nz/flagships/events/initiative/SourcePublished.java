package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of sources. */
public sealed interface SourcePublished extends PublishedEvent {
    /** A publication that facts are taken from. */
    @Described("A publication that facts are taken from was registered")
    record SourceRegistered(
            @Described("The code of the source") String source,
            @Described("Enough to find it again") String citation,

            @Described("When it was published, as far as known; null if not known") @Nullable
            PartialDate published)
            implements SourcePublished {}
}
