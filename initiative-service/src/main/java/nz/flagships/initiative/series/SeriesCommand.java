package nz.flagships.initiative.series;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import nz.flagships.events.Described;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.decision.InFull;
import org.jspecify.annotations.Nullable;

/** What may be said of a series. Its id is the measure's code, a colon and the region's. */
public sealed interface SeriesCommand {
    /** The status of a value that is posted without one. */
    static ObservationStatus statusMeant(@Nullable ObservationStatus given) {
        return requireNonNullElse(given, ObservationStatus.A);
    }

    /** A value, for days that have none yet. */
    @Fact(
            value = "ObservationRecorded",
            description = "A value of a measure was observed in a region over a period. The subject is the measure's"
                    + " code, a colon and the region's",
            begins = true,
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"period": "FY2014", "value": 811, "status": "A"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record RecordObservation(
            @Described("The period: FY2013, CY2013, YE2013-09, 2013-Q3, 2013-07, or a day for a stock")
            Period period,

            @Described("The value in the measure's unit; left out when it is suppressed") @Nullable
            BigDecimal value,

            @Described("The status after SDMX's CL_OBS_STATUS; A when left out") @Nullable
            ObservationStatus status)
            implements SeriesCommand, InFull<RecordObservation> {
        @Override
        public RecordObservation inFull() {
            return new RecordObservation(period, value, statusMeant(status));
        }
    }

    /** Another value for the same days, by whoever recorded the first. */
    @Fact(
            value = "ObservationRevised",
            description = "An observed value was revised; the earlier one stays on record. The subject is the measure's"
                    + " code, a colon and the region's",
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"period": "YE2014-06", "value": 805, "status": "A", "reason": "Six were recorded twice"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record ReviseObservation(
            @Described("The period, in any spelling of the same days")
            Period period,

            @Described("The new value in the measure's unit; left out when it is suppressed") @Nullable
            BigDecimal value,

            @Described("The status of the new value; A when left out") @Nullable
            ObservationStatus status,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements SeriesCommand, InFull<ReviseObservation> {
        @Override
        public ReviseObservation inFull() {
            return new ReviseObservation(period, value, statusMeant(status), reason);
        }
    }

    /** No value any more. */
    @Fact(
            value = "ObservationWithdrawn",
            description = "An observed value was withdrawn; the same days may be recorded again. The subject is the"
                    + " measure's code, a colon and the region's",
            subject = "EXAMPLE-MEASURE:EXAMPLE-REGION",
            example = """
                    {"period": "FY2014", "reason": "Recorded for the wrong region"}""")
    @Allowed({Role.AGENCY_SYSTEM, Role.INITIATIVE_LEAD, Role.STEWARD})
    record WithdrawObservation(
            @Described("The period, in any spelling of the same days")
            Period period,

            @Described("Why") @Size(min = 1, max = 1000) String reason)
            implements SeriesCommand {}
}
