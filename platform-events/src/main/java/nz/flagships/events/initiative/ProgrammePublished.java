package nz.flagships.events.initiative;

import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of programmes. */
public sealed interface ProgrammePublished extends PublishedEvent {
    /** A programme, its partners and where it works. */
    @Described("A programme was defined")
    record ProgrammeDefined(
            @Described("The code of the programme") String programme,
            @Described("Its name") String name,

            @Described("The codes of the agencies that run it")
            List<String> partners,

            @Described("The codes of the regions it works in")
            List<String> regions)
            implements ProgrammePublished {}
}
