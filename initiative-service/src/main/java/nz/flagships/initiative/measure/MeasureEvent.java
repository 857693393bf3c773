package nz.flagships.initiative.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.Sensitivity;
import org.jspecify.annotations.Nullable;

/** What happens to a measure. */
public sealed interface MeasureEvent {
    record MeasureDefined(
            String name,
            MeasureKind kind,
            String unit,
            Direction direction,
            Geography geography,
            Sensitivity sensitivity,
            List<String> includes,
            List<String> excludes)
            implements MeasureEvent {}

    record SeriesBreakDeclared(LocalDate on, @Nullable String region, String reason, boolean bridgeable)
            implements MeasureEvent {}

    record ClaimPublished(
            String region, PartialDate from, PartialDate to, BigDecimal changePercent, String by, String source)
            implements MeasureEvent {}
}
