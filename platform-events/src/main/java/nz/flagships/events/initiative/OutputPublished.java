package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.Period;
import nz.flagships.events.PublishedEvent;

/** What is published of the outputs of initiatives. */
public sealed interface OutputPublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** What was counted. */
    OutputKind output();

    /** The code of the region. */
    String region();

    /** The period, as it was spelt. */
    Period period();

    /** How many. */
    long quantity();

    /** What one of them is. */
    String unit();

    /** So many of them. */
    @Described("So many of an output were counted in a region and a period")
    record InitiativeOutputRecorded(
            @Described("The code of the initiative") String initiative,
            @Described("What was counted") OutputKind output,
            @Described("The code of the region") String region,
            @Described("The period, as it was spelt") Period period,
            @Described("How many") long quantity,
            @Described("What one of them is") String unit)
            implements OutputPublished {}

    /** It was another number. */
    @Described("What was recorded of an output was corrected, with the reason; the number before is not lost")
    record InitiativeOutputRevised(
            @Described("The code of the initiative") String initiative,
            @Described("What was counted") OutputKind output,
            @Described("The code of the region") String region,
            @Described("The period, as it was spelt") Period period,
            @Described("How many") long quantity,
            @Described("How many were recorded before") long previousQuantity,
            @Described("What one of them is") String unit,
            @Described("Why") String reason)
            implements OutputPublished {}
}
