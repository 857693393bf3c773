package nz.flagships.initiative.series;

import java.math.BigDecimal;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import org.jspecify.annotations.Nullable;

/** What happens to a series. */
public sealed interface SeriesEvent {
    /** {@code by} is kept because nobody else but a steward may revise or withdraw it. */
    record ObservationRecorded(Period period, @Nullable BigDecimal value, ObservationStatus status, String by)
            implements SeriesEvent {}

    record ObservationRevised(
            Period period,
            @Nullable BigDecimal value,
            ObservationStatus status,
            String reason,
            @Nullable BigDecimal previousValue,
            ObservationStatus previousStatus)
            implements SeriesEvent {}

    record ObservationWithdrawn(Period period, String reason) implements SeriesEvent {}
}
