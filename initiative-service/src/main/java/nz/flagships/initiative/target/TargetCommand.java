package nz.flagships.initiative.target;

import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;

/** What may be said of a target. Its id is the measure's code, a colon and the region's. */
public sealed interface TargetCommand {
    /** A target where none is in force. */
    @Fact(
            value = "TargetSet",
            description = "A target was set for a measure in a region. The subject is the measure's code, a colon and"
                    + " the region's",
            begins = true,
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"announcedOn": "2014-07-01", "value": 700, "unit": "offences", "baseline": "2014-06-30",
                     "by": "2018-06-30"}""")
    @Allowed(Role.STEWARD)
    record SetTarget(
            @Described("The day it was announced; it is in force from then")
            LocalDate announcedOn,

            @Described("What is to be reached") BigDecimal value,

            @Described("The unit of the value, which is the measure's") @Size(min = 1, max = 60)
            String unit,

            @Described("The day it is counted from") LocalDate baseline,

            @Described("The day it is to be reached by") LocalDate by)
            implements TargetCommand {}

    /** Another version of the one in force. */
    @Fact(
            value = "TargetRevised",
            description = "The target was revised; the earlier version stays on record. The subject is the measure's"
                    + " code, a colon and the region's",
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"announcedOn": "2015-07-01", "value": 650, "unit": "offences", "baseline": "2014-06-30",
                     "by": "2019-06-30"}""")
    @Allowed(Role.STEWARD)
    record ReviseTarget(
            @Described("The day it was announced; it is in force from then")
            LocalDate announcedOn,

            @Described("What is to be reached") BigDecimal value,

            @Described("The unit of the value, which is the measure's") @Size(min = 1, max = 60)
            String unit,

            @Described("The day it is counted from") LocalDate baseline,

            @Described("The day it is to be reached by") LocalDate by)
            implements TargetCommand {}

    /** Others took its place. */
    @Fact(
            value = "TargetSuperseded",
            description = "Other targets took the place of this one. The subject is the measure's code, a colon and the"
                    + " region's",
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"announcedOn": "2017-05-03"}""")
    @Allowed(Role.STEWARD)
    record SupersedeTarget(
            @Described("The day it was announced") LocalDate announcedOn) implements TargetCommand {}

    /** It is no longer pursued, whether or not others took its place. */
    @Fact(
            value = "TargetDiscontinued",
            description =
                    "The target is no longer pursued. The subject is the measure's code, a colon and the region's",
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"announcedOn": "2018-01-31"}""")
    @Allowed(Role.STEWARD)
    record DiscontinueTarget(
            @Described("The day it was announced") LocalDate announcedOn) implements TargetCommand {}
}
