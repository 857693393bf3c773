package nz.flagships.events.initiative;

import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of the milestones of initiatives. */
public sealed interface MilestonePublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** The code of the milestone, unique in the initiative. */
    String milestone();

    /** A milestone the initiative means to reach. */
    @Described("A milestone was planned")
    record MilestonePlanned(
            @Described("The code of the initiative") String initiative,

            @Described("The code of the milestone, unique in the initiative")
            String milestone,

            @Described("Its title") String title,
            @Described("The day it is due") LocalDate dueOn)
            implements MilestonePublished {}

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
            implements MilestonePublished {}

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
            implements MilestonePublished {}

    /** Said by the clock, once per milestone. */
    @Described("The due day of a milestone passed without it; said by the clock")
    record InitiativeMilestoneMissed(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the milestone") String milestone,
            @Described("The day it was due") LocalDate dueOn)
            implements MilestonePublished {}

    /** It will not be reached. */
    @Described("A milestone was cancelled; whether it was missed before stays on record")
    record MilestoneCancelled(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the milestone") String milestone,

            @Described("The day it was cancelled; null where it ended with an initiative whose day is not known")
            @Nullable
            LocalDate on,

            @Described("The day it was due") LocalDate dueOn,

            @Described("Whether the clock had called it missed")
            boolean missed,

            @Described("Why") String reason)
            implements MilestonePublished {}
}
