package nz.flagships.reporting.outcome;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.Sensitivity;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and how it may be reckoned with; a row of {@code GET /v1/measures}.
 *
 * @param code as {@code BURGLARY}
 * @param name as people read it
 * @param kind what kind of figure it gives
 * @param unit of its values
 * @param direction which way is good
 * @param geography what places a counted thing in a region
 * @param sensitivity how its figures may be shown
 * @param includes what is counted, where the name does not say
 * @param excludes what is not counted
 * @param note a remark
 * @param provenance of its definition
 */
public record Measure(
        String code,
        String name,
        MeasureKind kind,
        String unit,
        Direction direction,
        Geography geography,
        Sensitivity sensitivity,
        List<String> includes,
        List<String> excludes,
        @Nullable String note,
        Provenance provenance) {
    private static final Set<MeasureKind> SUMMED = EnumSet.of(MeasureKind.COUNT, MeasureKind.STOCK, MeasureKind.CHANGE);

    /** Whether values of several areas may be added up. A rate or a median may not. */
    public boolean addsUp() {
        return SUMMED.contains(kind);
    }

    /** Whether its values are changes themselves: the base of a target is 0, and a change in percent has no meaning. */
    public boolean tellsChange() {
        return kind == MeasureKind.CHANGE || kind == MeasureKind.PERCENT;
    }

    /** Whether its figures may be shown as they were posted. Others count people: only a declared table may show those. */
    public boolean shownAsPosted() {
        return sensitivity.shownAsPosted();
    }

    /**
     * The kinds of regions that answer for a programme area. Empty where none does: nobody counts by where people live
     * in areas that a programme area is made of.
     */
    public Set<RegionKind> answeringKinds() {
        return switch (geography) {
            case OCCURRENCE -> EnumSet.of(RegionKind.POLICE_AREA, RegionKind.POLICE_DISTRICT);
            case COURT -> EnumSet.of(RegionKind.DISTRICT_COURT);
            case RESIDENCE -> EnumSet.noneOf(RegionKind.class);
        };
    }
}
