package nz.flagships.initiative.measure;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.eventstore.decision.Protection;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and the days from which its series is another one.
 *
 * @param name its name; null before it is defined
 * @param kind what kind of figure it gives
 * @param unit the unit of its values
 * @param direction which way it should move
 * @param geography what places a counted thing in a region
 * @param sensitivity how its figures may be shown
 * @param includes what is counted, where the name does not say
 * @param excludes what is not
 * @param breaks in the order in which they were declared
 * @param claims what others said of it
 */
public record Measure(
        @Nullable String name,
        @Nullable MeasureKind kind,
        @Nullable String unit,
        @Nullable Direction direction,
        @Nullable Geography geography,
        @Nullable Sensitivity sensitivity,
        List<String> includes,
        List<String> excludes,
        List<SeriesBreak> breaks,
        List<Claim> claims) {
    /** Before it is defined. */
    public static final Measure EMPTY =
            new Measure(null, null, null, null, null, null, List.of(), List.of(), List.of(), List.of());

    /**
     * A series break.
     *
     * @param on the first day of the new series
     * @param region the code of the region it holds for; null for every region
     * @param reason why
     * @param bridgeable whether a comparison across it is allowed, marked
     */
    public record SeriesBreak(LocalDate on, @Nullable String region, String reason, boolean bridgeable) {
        boolean holdsFor(String other) {
            return region == null || region.equals(other);
        }
    }

    /**
     * A claim: somebody's own account of a change, in one region and from one date to another.
     *
     * @param region the code of the region
     * @param from the date it starts from
     * @param to the date it ends with
     * @param by who claims it
     */
    public record Claim(String region, PartialDate from, PartialDate to, String by) {}

    Measure with(SeriesBreak another) {
        return with(Stream.concat(breaks.stream(), Stream.of(another)).toList(), claims);
    }

    Measure with(Claim another) {
        return with(breaks, Stream.concat(claims.stream(), Stream.of(another)).toList());
    }

    /** The one copy: what was defined stays. */
    private Measure with(List<SeriesBreak> theBreaks, List<Claim> theClaims) {
        return new Measure(
                name, kind, unit, direction, geography, sensitivity, includes, excludes, theBreaks, theClaims);
    }

    /**
     * Whether figures of a measure may be shown as they were posted. Of one that nobody has defined nothing is known, so
     * nothing is shown.
     */
    public static boolean isShownAsPosted(String code, Protection.Others others) {
        return others.find(Measure.class, code)
                .map(Measure::sensitivity)
                .map(Sensitivity::shownAsPosted)
                .orElse(false);
    }

    boolean defined() {
        return name != null;
    }

    /** Whether a period straddles a break of the series in a region. */
    public boolean isBrokenIn(Period period, String region) {
        return breaks.stream().anyMatch(each -> each.holdsFor(region) && period.straddles(each.on()));
    }
}
