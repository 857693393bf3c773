package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of targets: one per measure and region, with its versions. */
public sealed interface TargetPublished extends PublishedEvent {
    /** What is to be reached by when. */
    @Described("A target was set for a measure in a region")
    record TargetSet(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,

            @Described("The day it was announced; it is in force from then")
            LocalDate announcedOn,

            @Described("What is to be reached") BigDecimal value,
            @Described("The unit of the value") String unit,
            @Described("The day it is counted from") LocalDate baseline,
            @Described("The day it is to be reached by") LocalDate by)
            implements TargetPublished {}

    /** Another version of the target, in force from its announcement. */
    @Described("The target was revised")
    record TargetRevised(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,

            @Described("The day it was announced; it is in force from then")
            LocalDate announcedOn,

            @Described("What is to be reached") BigDecimal value,
            @Described("The unit of the value") String unit,
            @Described("The day it is counted from") LocalDate baseline,
            @Described("The day it is to be reached by") LocalDate by)
            implements TargetPublished {}

    /** Other targets took its place. */
    @Described("Other targets took the place of this one")
    record TargetSuperseded(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,
            @Described("The day it was announced") LocalDate announcedOn)
            implements TargetPublished {}

    /** It is no longer pursued. */
    @Described("The target is no longer pursued")
    record TargetDiscontinued(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,
            @Described("The day it was announced") LocalDate announcedOn)
            implements TargetPublished {}
}
