package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of a series: the observations of one measure in one region. Its key is first and last day. */
public sealed interface SeriesPublished extends PublishedEvent {
    /** A value that was observed. */
    @Described("A value of a measure was observed in a region over a period")
    record ObservationRecorded(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,
            @Described("The period, as it was spelt") Period period,

            @Described("The first day of the period, inclusive")
            LocalDate firstDay,

            @Described("The last day of the period, inclusive")
            LocalDate lastDay,

            @Described(
                    "The value in the measure's unit; null when it is suppressed. Not to be shown further unless the measure's"
                            + " sensitivity is AGGREGATE")
            @Nullable
            BigDecimal value,

            @Described("The status of the value, after SDMX's CL_OBS_STATUS")
            ObservationStatus status)
            implements SeriesPublished {}

    /** A value in place of one that was recorded before; the earlier one stays on record. */
    @Described("An observed value was revised")
    record ObservationRevised(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,

            @Described("The period, as it was spelt this time")
            Period period,

            @Described("The first day of the period, inclusive")
            LocalDate firstDay,

            @Described("The last day of the period, inclusive")
            LocalDate lastDay,

            @Described(
                    "The new value in the measure's unit; null when it is suppressed. Not to be shown further unless the"
                            + " measure's sensitivity is AGGREGATE")
            @Nullable
            BigDecimal value,

            @Described("The status of the new value") ObservationStatus status,
            @Described("Why it was revised") String reason,

            @Described(
                    "The value before; null when it was suppressed. Not to be shown further unless the measure's sensitivity"
                            + " is AGGREGATE")
            @Nullable
            BigDecimal previousValue,

            @Described("The status before") ObservationStatus previousStatus)
            implements SeriesPublished {}

    /** A value that no longer holds and has no successor. The same days may be recorded again later. */
    @Described("An observed value was withdrawn")
    record ObservationWithdrawn(
            @Described("The code of the measure") String measure,
            @Described("The code of the region") String region,

            @Described("The period, as it was spelt this time")
            Period period,

            @Described("The first day of the period, inclusive")
            LocalDate firstDay,

            @Described("The last day of the period, inclusive")
            LocalDate lastDay,

            @Described("Why it was withdrawn") String reason)
            implements SeriesPublished {}
}
