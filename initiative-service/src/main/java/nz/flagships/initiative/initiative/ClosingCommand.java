package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of an initiative's end, after all that ends with it. */
public sealed interface ClosingCommand extends InitiativeCommand {
    /** It is over. */
    @Fact(
            value = "InitiativeClosed",
            description =
                    "The initiative was closed: it ran, each milestone was reached or cancelled, each barrier resolved or"
                            + " carried to another initiative. Under basis published what is left ends with it",
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = """
                    {"on": "2016-06-30", "reason": "The trial ended as planned",
                     "provenance": {"basis": "published", "source": "EXAMPLE-SOURCE"}}""",
            as = Role.STEWARD)
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record CloseInitiative(
            @Described(
                    "When: 2016, 2016-06 or 2016-06-30; left out only under basis published. Not before anything that was"
                            + " done in it")
            @Nullable
            PartialDate on,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements ClosingCommand {}
}
