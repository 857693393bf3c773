package nz.flagships.initiative.programme;

import jakarta.validation.constraints.Size;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;

/** What may be said of a programme. */
public sealed interface ProgrammeCommand {
    /** A programme becomes one that initiatives and cases can name. */
    @Fact(
            value = "ProgrammeDefined",
            description = "A programme, the agencies that run it and the regions it works in were defined",
            begins = true,
            subject = "EXAMPLE-PROGRAMME",
            example = """
                    {"name": "Example programme", "partners": ["EXAMPLE-AGENCY"], "regions": ["EXAMPLE-PROGRAMME-AREA"]}""")
    @Allowed(Role.STEWARD)
    record DefineProgramme(
            @Described("Its name") @Size(min = 1, max = 200) String name,

            @InAnyOrder @Described("The codes of the agencies that run it") @Size(max = 50)
            List<String> partners,

            @InAnyOrder @Described("The codes of the regions it works in") @Size(max = 100)
            List<String> regions)
            implements ProgrammeCommand {}
}
