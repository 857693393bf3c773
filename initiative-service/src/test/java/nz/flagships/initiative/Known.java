package nz.flagships.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.initiative.measure.MeasureEvent;
import nz.flagships.initiative.measure.MeasureEvent.MeasureDefined;
import nz.flagships.initiative.region.RegionEvent;
import nz.flagships.initiative.region.RegionEvent.RegionDefined;
import org.jspecify.annotations.Nullable;

/** What the tests take as known. */
public final class Known {
    private Known() {}

    /** A day. */
    public static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    /** A date known in part. */
    public static PartialDate date(String text) {
        return new PartialDate(text);
    }

    /** A region that was always there. */
    public static RegionEvent region(RegionKind kind, @Nullable String parent) {
        return new RegionDefined("A region", kind, parent, null, null);
    }

    /** A region that was there from one day to another. */
    public static RegionEvent region(RegionKind kind, @Nullable String from, @Nullable String to) {
        return new RegionDefined("A region", kind, null, from == null ? null : day(from), to == null ? null : day(to));
    }

    /** A measure of a kind. */
    public static MeasureEvent measure(MeasureKind kind, String unit) {
        return new MeasureDefined(
                "A measure",
                kind,
                unit,
                Direction.LOWER_BETTER,
                Geography.OCCURRENCE,
                Sensitivity.AGGREGATE,
                List.of(),
                List.of());
    }
}
