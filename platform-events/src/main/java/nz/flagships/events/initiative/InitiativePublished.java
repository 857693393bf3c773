package nz.flagships.events.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of initiatives and their milestones. */
public sealed interface InitiativePublished extends PublishedEvent {
    /** Somebody wants it. */
    @Described("An initiative was proposed")
    record InitiativeProposed(
            @Described("The code of the initiative") String initiative,
            @Described("Its title") String title,

            @Described("The code of the programme it belongs to")
            String programme,

            @Described("The codes of the regions it is for") List<String> regions,
            @Described("The codes of its themes") List<String> themes,

            @Described("The code of the agency that leads it")
            String leadAgency,

            @Described("The codes of the other agencies that run it")
            List<String> partners)
            implements InitiativePublished {}

    /** Where it comes from; the lineage has no cycle. */
    @Described("The initiative was tailored from another one")
    record InitiativeTailored(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the initiative it was tailored from")
            String tailoredFrom,

            @Described("What was kept; null if not published") @Nullable
            String kept,

            @Described("What was adapted; null if not published") @Nullable
            String adapted,

            @Described("Why it was adapted; null if not published") @Nullable
            String why)
            implements InitiativePublished {}

    /** It may begin. */
    @Described("The initiative was approved")
    record InitiativeApproved(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** It runs. */
    @Described("The initiative started")
    record InitiativeStarted(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on)
            implements InitiativePublished {}

    /** It is over. */
    @Described("The initiative was closed")
    record InitiativeClosed(
            @Described("The code of the initiative") String initiative,

            @Described("When, as far as known; null only under basis published") @Nullable
            PartialDate on,

            @Described("Why; null if not said") @Nullable String reason)
            implements InitiativePublished {}

    /** Another account of its dates; it changes none of the others. */
    @Described("A source gave its own account of the initiative's dates")
    record InitiativeWindowReported(
            @Described("The code of the initiative") String initiative,
            @Described("When it began, by this account") PartialDate from,

            @Described("When it ended, by this account; null if it had not") @Nullable
            PartialDate to,

            @Described("The code of the source") String source)
            implements InitiativePublished {}

    /** A milestone the initiative means to reach. */
    @Described("A milestone was planned")
    record MilestonePlanned(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the milestone, unique in the initiative")
            String milestone,

            @Described("Its title") String title,
            @Described("The day it is due") LocalDate dueOn)
            implements InitiativePublished {}

    /** Another due day; how often is counted, not hidden. */
    @Described("A milestone was given another due day")
    record MilestoneRescheduled(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the milestone") String milestone,
            @Described("The new day it is due") LocalDate dueOn,
            @Described("The day it was due before") LocalDate previousDueOn,
            @Described("The day it was due at first") LocalDate originalDueOn,

            @Described("How often it has been rescheduled, with this one")
            int times,

            @Described("Why") String reason)
            implements InitiativePublished {}

    /** Once per milestone. */
    @Described("The initiative reached a milestone")
    record InitiativeMilestoneReached(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the milestone") String milestone,
            @Described("The day it was reached") LocalDate on,
            @Described("The day it was due") LocalDate dueOn,

            @Described("Days after the due day; 0 when reached on it or before")
            int daysLate,

            @Described("Whether it was reached in time but said so only after the clock had called it missed")
            boolean recordedLate)
            implements InitiativePublished {}

    /** Said by the clock, once per milestone. */
    @Described("The due day of a milestone passed without it; said by the clock")
    record InitiativeMilestoneMissed(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the milestone") String milestone,
            @Described("The day it was due") LocalDate dueOn)
            implements InitiativePublished {}
}
