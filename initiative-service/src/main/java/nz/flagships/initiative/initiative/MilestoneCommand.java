package nz.flagships.initiative.initiative;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;

/** What may be said of the milestones of an initiative. */
public sealed interface MilestoneCommand extends InitiativeCommand {
    /** A milestone it means to reach. */
    @Fact(
            value = "MilestonePlanned",
            description = "A milestone was planned; the clock calls it missed when its day has passed",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "title": "The first joint meeting is held", "dueOn": "2014-06-30"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record PlanMilestone(
            @Described("A code of your choice, unique in the initiative") @Pattern(regexp = CODE)
            String milestone,

            @Described("Its title") @Size(min = 1, max = 200)
            String title,

            @Described("The day it is due") LocalDate dueOn)
            implements MilestoneCommand {}

    /** It will not be reached. */
    @Fact(
            value = "MilestoneCancelled",
            description = "A milestone was cancelled: it will not be reached. One that was missed before stays so",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "on": "2014-05-02", "reason": "The court does it anyway"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record CancelMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone,

            @Described("The day it was cancelled") LocalDate on,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements MilestoneCommand {}

    /** Another due day. */
    @Fact(
            value = "MilestoneRescheduled",
            description =
                    "A milestone was given another due day; how often is counted. A cancelled one is planned again by it",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "dueOn": "2014-07-31", "reason": "The court does it later, and not alone"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record RescheduleMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone,

            @Described("The new day it is due") LocalDate dueOn,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements MilestoneCommand {}

    /** Said by the clock. */
    @Fact(
            value = "InitiativeMilestoneMissed",
            description =
                    "The due day of a milestone passed without it. Said by the clock, never posted; not before the"
                            + " day after and 24 hours after it was planned, and never of a published or synthetic fact",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE"}""")
    @Allowed({})
    record MissMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone) implements MilestoneCommand {}

    /** Once per milestone. */
    @Fact(
            value = "InitiativeMilestoneReached",
            description = "The initiative reached a milestone, in time or late",
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"milestone": "EXAMPLE-MILESTONE", "on": "2014-08-11"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ReachMilestone(
            @Described("The code of the milestone") @Pattern(regexp = CODE)
            String milestone,

            @Described("The day it was reached") LocalDate on)
            implements MilestoneCommand {}
}
