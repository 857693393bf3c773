package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of what an initiative puts out. */
public sealed interface OutputCommand extends InitiativeCommand {
    /** So many of them. */
    @Fact(
            value = "InitiativeOutputRecorded",
            description =
                    "So many of an output were counted in a region and a period that is over; periods of one output"
                            + " in one region do not overlap",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"output": "RESTORATIVE_JUSTICE_CONFERENCES", "region": "EXAMPLE-REGION", "period": "2014-Q3",
                     "quantity": 12}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record RecordOutput(
            @Described("What was counted") OutputKind output,

            @Described("The code of the region, one of the initiative's; may be left out where it has only one")
            @Nullable
            String region,

            @Described("FY2014, CY2014, YE2014-09, 2014-Q3, 2014-07 or 2014-07-01")
            Period period,

            @Described("How many") @PositiveOrZero long quantity)
            implements OutputCommand {}

    /** It was another number. */
    @Fact(
            value = "InitiativeOutputRevised",
            description = "What was recorded of an output was wrong; the number before is not lost",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"output": "RESTORATIVE_JUSTICE_CONFERENCES", "region": "EXAMPLE-REGION", "period": "2014-Q3",
                     "quantity": 11, "reason": "One was counted twice"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ReviseOutput(
            @Described("What was counted") OutputKind output,

            @Described("The code of the region, one of the initiative's; may be left out where it has only one")
            @Nullable
            String region,

            @Described("The period, in any spelling of the same days")
            Period period,

            @Described("How many") @PositiveOrZero long quantity,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements OutputCommand {}
}
