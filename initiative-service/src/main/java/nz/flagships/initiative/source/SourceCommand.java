package nz.flagships.initiative.source;

import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of a source. */
public sealed interface SourceCommand {
    /** A publication becomes one that facts can name. */
    @Fact(
            value = "SourceRegistered",
            description = "A publication that facts are taken from was registered",
            begins = true,
            subject = "EXAMPLE-SOURCE",
            example = """
                    {"citation": "Example Agency, yearly report 2014 (October 2014)", "published": "2014-10"}""")
    @Allowed(Role.STEWARD)
    record RegisterSource(
            @Described("Enough to find it again") @Size(min = 1, max = 1000)
            String citation,

            @Described("When it was published, as far as known: 2013, 2013-10 or 2013-10-01") @Nullable
            PartialDate published)
            implements SourceCommand {}
}
