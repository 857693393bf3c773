package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.Standing;
import nz.flagships.reporting.target.TargetEvent;
import nz.flagships.reporting.target.Targets;
import org.jspecify.annotations.Nullable;

/**
 * The rules of outcomes, over what is known at one moment. Pure: no clock, no database.
 *
 * <ul>
 *   <li>A value that was published for a region beats any sum.
 *   <li>For a programme area the areas it maps answer, by the geography of the measure; for a merged region, in periods
 *       that lie wholly before the merger, the regions it was merged from. Only counts, stocks and changes are added up;
 *       another kind passes through when exactly one area answers.
 *   <li>A sum that lacks a part is shown, marked incomplete, and compared with nothing.
 *   <li>A period that straddles a series break has status {@code B} and is compared with nothing; a comparison across a
 *       break is refused with its reason, or marked where the break may be bridged.
 * </ul>
 */
public final class Outcomes {
    /** Why a figure is kept back: it is there, and nobody is to be told that none was published. */
    private static final String KEPT_BACK = "suppressed: it counts people, or too few of them";

    private static final String SUPPRESSED = "The figure is " + KEPT_BACK;

    private final Regions regions;
    private final Observations observations;
    private final Collection<SeriesBreak> breaks;
    private final Targets targets;
    private final Map<Series, SortedMap<Days, Period>> series = new HashMap<>();

    public Outcomes(Regions regions, Observations observations, Collection<SeriesBreak> breaks, Targets targets) {
        this.regions = regions;
        this.observations = observations;
        this.breaks = List.copyOf(breaks);
        this.targets = targets;
    }

    /** The regions whose published figures may be needed to answer for a region, with itself. */
    public static SortedSet<String> neededFor(Regions regions, Region region) {
        SortedSet<String> needed = new TreeSet<>();
        need(regions, region.code(), needed);
        return needed;
    }

    private static void need(Regions regions, String code, SortedSet<String> needed) {
        if (needed.add(code)) {
            regions.find(code)
                    .ifPresent(region -> Stream.concat(region.maps().stream(), region.mergedFrom().stream())
                            .forEach(other -> need(regions, other, needed)));
        }
    }

    /** The periods for which anything is known of a measure in a region, in the order of time, each once. */
    public Collection<Period> periods(Measure measure, Region region) {
        return series(measure, region).values();
    }

    private SortedMap<Days, Period> series(Measure measure, Region region) {
        return series.computeIfAbsent(new Series(measure.code(), region.code()), s -> {
            SortedMap<Days, Period> found = new TreeMap<>();
            collectPeriods(measure, region, found, new LinkedHashSet<>());
            return found;
        });
    }

    private void collectPeriods(Measure measure, Region region, SortedMap<Days, Period> found, Set<String> seen) {
        if (!seen.add(region.code())) {
            return;
        }
        observations.of(measure.code(), region.code()).forEach(o -> found.putIfAbsent(Days.of(o.period()), o.period()));
        if (region.ofProgramme()) {
            regions.answering(region, measure.answeringKinds())
                    .forEach(area -> collectPeriods(measure, area, found, seen));
        } else {
            SortedMap<Days, Period> before = new TreeMap<>();
            predecessors(region).forEach(earlier -> collectPeriods(measure, earlier, before, seen));
            before.forEach((days, period) -> {
                if (region.beganAfter(days.last())) {
                    found.putIfAbsent(days, period);
                }
            });
        }
    }

    /** Why nothing is known of a measure in a region for any period. */
    public String whyNone(Measure measure, Region region) {
        if (region.ofProgramme()) {
            String reason = unanswerable(measure, region, regions.answering(region, measure.answeringKinds()));
            if (reason != null) {
                return reason;
            }
        }
        return "No figure of %s was published for %s".formatted(measure.code(), region.code());
    }

    /** What the measure came to. There is always an answer; where there is no figure it says why. */
    public Outcome of(Measure measure, Region region, Period period) {
        Figure now = figure(measure, region, period);
        Comparison comparison = compare(measure, region, now);
        return new Outcome(
                measure.code(),
                region.code(),
                now.period(),
                now.period().first(),
                now.period().last(),
                now.value(),
                now.status(),
                measure.unit(),
                now.sources(),
                now.derived(),
                now.parts(),
                now.complete(),
                now.reason(),
                comparison.previous(),
                comparison.reason(),
                aim(measure, region, now),
                now.provenance(),
                now.recordedAt(),
                now.knownAt());
    }

    // ---- the figure itself ------------------------------------------------------------------------------------------

    /** A figure before it is compared: with the regions whose breaks concern it. */
    private record Figure(
            Period period,
            @Nullable BigDecimal value,
            @Nullable ObservationStatus status,
            @Nullable Derived derived,
            List<Outcome.Part> parts,
            List<String> sources,
            boolean complete,
            @Nullable String reason,
            Set<String> restsOn,
            Provenance provenance,
            @Nullable Instant recordedAt,
            @Nullable Instant knownAt) {}

    /** A published figure that a derived one is made of, or the gap where it should be. */
    private record Leaf(String region, @Nullable Observation observation) {}

    private Figure figure(Measure measure, Region region, Period period) {
        Observation published = observations.at(measure.code(), region.code(), period);
        if (published != null) {
            return published(measure, region, published);
        }
        if (region.ofProgramme()) {
            return throughCrosswalk(measure, region, period);
        }
        if (!region.mergedFrom().isEmpty() && region.beganAfter(period.last())) {
            return fromPredecessors(measure, region, period);
        }
        if (!region.mergedFrom().isEmpty() && region.beganWithin(period.first(), period.last())) {
            return none(
                    region,
                    period,
                    "%s took the place of others on %s, within %s, and no figure was published for it"
                            .formatted(region.code(), region.validFrom(), period));
        }
        return none(
                region,
                period,
                "No figure of %s was published for %s in %s".formatted(measure.code(), region.code(), period));
    }

    private Figure published(Measure measure, Region region, Observation o) {
        Set<String> restsOn = Set.of(region.code());
        boolean suppressed = o.value() == null || !measure.shownAsPosted();
        ObservationStatus status = straddled(measure, o.period(), restsOn) == null ? o.status() : ObservationStatus.B;
        return new Figure(
                o.period(),
                suppressed ? null : o.value(),
                suppressed ? ObservationStatus.Q : status,
                null,
                List.of(),
                o.provenance().source() == null
                        ? List.of()
                        : List.of(o.provenance().source()),
                true,
                suppressed ? SUPPRESSED : null,
                restsOn,
                o.provenance(),
                o.recordedAt(),
                o.knownAt());
    }

    private Figure throughCrosswalk(Measure measure, Region programmeArea, Period period) {
        List<Region> areas = regions.answering(programmeArea, measure.answeringKinds());
        String reason = unanswerable(measure, programmeArea, areas);
        if (reason != null) {
            return none(programmeArea, period, reason);
        }
        List<Leaf> leaves = areas.stream()
                .flatMap(area -> leaves(measure, area, period, new LinkedHashSet<>()).stream())
                .toList();
        return derived(measure, programmeArea, period, Derived.CROSSWALK, leaves, areas);
    }

    /** Why no figure can come through the crosswalk, whatever is observed; null where one can. */
    private static @Nullable String unanswerable(Measure measure, Region programmeArea, List<Region> areas) {
        if (measure.answeringKinds().isEmpty()) {
            return "%s is counted by where people live, and no area answers for a programme area on that basis yet"
                    .formatted(measure.code());
        }
        if (areas.isEmpty()) {
            return "%s maps no area that answers for %s".formatted(programmeArea.code(), measure.code());
        }
        return measure.addsUp() || areas.size() == 1
                ? null
                : "%s is a %s and cannot be added up over the %d areas that answer for %s"
                        .formatted(measure.code(), measure.kind(), areas.size(), programmeArea.code());
    }

    private Figure fromPredecessors(Measure measure, Region region, Period period) {
        List<Leaf> leaves = leaves(measure, region, period, new LinkedHashSet<>());
        return derived(measure, region, period, Derived.PREDECESSORS, leaves, List.of(region));
    }

    /** The published figures that answer for an area; for one that was not there yet those of its predecessors. */
    private List<Leaf> leaves(Measure measure, Region area, Period period, Set<String> seen) {
        Observation published = observations.at(measure.code(), area.code(), period);
        if (published == null
                && !area.mergedFrom().isEmpty()
                && area.beganAfter(period.last())
                && seen.add(area.code())) {
            return area.mergedFrom().stream()
                    .flatMap(code -> regions
                            .find(code)
                            .map(before -> leaves(measure, before, period, seen))
                            .orElseGet(() -> List.of(new Leaf(code, null)))
                            .stream())
                    .toList();
        }
        return List.of(new Leaf(area.code(), published));
    }

    private Figure derived(
            Measure measure, Region region, Period asked, Derived how, List<Leaf> leaves, List<Region> through) {
        if (!measure.addsUp() && leaves.size() > 1) {
            return none(
                    region,
                    asked,
                    "%s is a %s and cannot be added up over %s"
                            .formatted(measure.code(), measure.kind(), codes(leaves.stream())));
        }
        List<Observation> found =
                leaves.stream().map(Leaf::observation).filter(Objects::nonNull).toList();
        // Spelt as it was posted: whoever looks up a part finds it.
        Period period = found.isEmpty() ? asked : found.getFirst().period();
        List<BigDecimal> values = found.stream()
                .map(Observation::value)
                .filter(value -> value != null && measure.shownAsPosted())
                .toList();
        boolean complete = values.size() == leaves.size();
        Set<String> restsOn = new LinkedHashSet<>();
        restsOn.add(region.code());
        through.forEach(area -> restsOn.add(area.code()));
        leaves.forEach(leaf -> restsOn.add(leaf.region()));

        String reason = null;
        if (!complete) {
            String missing = codes(leaves.stream().filter(leaf -> leaf.observation() == null));
            String keptBack = codes(leaves.stream()
                    .filter(leaf ->
                            leaf.observation() != null && leaf.observation().value() == null));
            if (!found.isEmpty() && !measure.shownAsPosted() || missing.isEmpty() && values.isEmpty()) {
                reason = SUPPRESSED;
            } else if (values.isEmpty()) {
                reason = "No figure of %s for %s in %s".formatted(measure.code(), missing, period)
                        + (keptBack.isEmpty() ? "" : "; suppressed for " + keptBack);
            } else {
                reason = "Incomplete: "
                        + Stream.of(
                                        missing.isEmpty() ? "" : "no figure for " + missing,
                                        keptBack.isEmpty() ? "" : "suppressed for " + keptBack)
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining("; "));
            }
        }
        return new Figure(
                period,
                values.isEmpty() ? null : values.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                status(measure, period, restsOn, found),
                how,
                leaves.stream().map(leaf -> part(measure, leaf, period)).toList(),
                found.stream()
                        .map(o -> o.provenance().source())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                complete,
                reason,
                restsOn,
                provenance(region, through, found),
                found.stream()
                        .map(Observation::recordedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                found.stream()
                        .map(Observation::knownAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static Figure none(Region region, Period period, String reason) {
        return new Figure(
                period,
                null,
                null,
                null,
                List.of(),
                List.of(),
                false,
                reason,
                Set.of(region.code()),
                new Provenance(
                        region.provenance().basis() == Basis.SYNTHETIC ? Basis.SYNTHETIC : Basis.OPERATIONAL,
                        null,
                        null,
                        List.of()),
                null,
                null);
    }

    private static Outcome.Part part(Measure measure, Leaf leaf, Period asked) {
        Observation o = leaf.observation();
        if (o == null) {
            return new Outcome.Part(leaf.region(), asked, null, null, null);
        }
        return measure.shownAsPosted()
                ? new Outcome.Part(
                        leaf.region(),
                        o.period(),
                        o.value(),
                        o.status(),
                        o.provenance().source())
                : new Outcome.Part(
                        leaf.region(),
                        o.period(),
                        null,
                        ObservationStatus.Q,
                        o.provenance().source());
    }

    /** The most serious status of the parts; a break that the parts do not know of counts too. */
    private @Nullable ObservationStatus status(
            Measure measure, Period period, Set<String> restsOn, List<Observation> found) {
        if (found.isEmpty()) {
            return null;
        }
        if (found.stream().allMatch(o -> o.value() == null) || !measure.shownAsPosted()) {
            return ObservationStatus.Q;
        }
        if (straddled(measure, period, restsOn) != null) {
            return ObservationStatus.B;
        }
        Set<ObservationStatus> met = found.stream().map(Observation::status).collect(Collectors.toSet());
        return Stream.of(ObservationStatus.B, ObservationStatus.D, ObservationStatus.E, ObservationStatus.P)
                .filter(met::contains)
                .findFirst()
                .orElse(ObservationStatus.A);
    }

    private static Provenance provenance(Region region, List<Region> through, List<Observation> found) {
        Set<Basis> bases = Stream.concat(
                        Stream.concat(Stream.of(region), through.stream())
                                .map(r -> r.provenance().basis())
                                .filter(basis -> basis == Basis.SYNTHETIC),
                        found.stream().map(o -> o.provenance().basis()))
                .collect(Collectors.toSet());
        Basis basis = Basis.OPERATIONAL;
        if (bases.contains(Basis.SYNTHETIC)) {
            basis = Basis.SYNTHETIC;
        } else if (bases.equals(Set.of(Basis.PUBLISHED))) {
            basis = Basis.PUBLISHED;
        }
        return new Provenance(basis, null, null, List.of());
    }

    private Stream<Region> predecessors(Region region) {
        return region.mergedFrom().stream().flatMap(code -> regions.find(code).stream());
    }

    private @Nullable SeriesBreak straddled(Measure measure, Period period, Set<String> restsOn) {
        return breaks.stream()
                .filter(b -> b.measure().equals(measure.code()) && b.concerns(restsOn) && period.straddles(b.on()))
                .findFirst()
                .orElse(null);
    }

    private static String codes(Stream<Leaf> leaves) {
        return leaves.map(Leaf::region).collect(Collectors.joining(", "));
    }

    // ---- compared with a year earlier -------------------------------------------------------------------------------

    private record Comparison(
            Outcome.@Nullable Previous previous, @Nullable String reason) {
        static Comparison refused(String reason) {
            return new Comparison(null, reason);
        }
    }

    private Comparison compare(Measure measure, Region region, Figure now) {
        String unfit = unfit(measure, now);
        if (unfit != null) {
            return Comparison.refused(unfit);
        }
        if (now.period().last().getYear() < 1) {
            return Comparison.refused("There is no year before %s".formatted(now.period()));
        }
        Figure before = figure(measure, region, now.period().yearEarlier());
        if (before.value() == null && before.status() != ObservationStatus.Q) {
            return Comparison.refused(
                    Objects.requireNonNullElse(before.reason(), "No figure for %s".formatted(before.period())));
        }
        unfit = unfit(measure, before);
        if (unfit != null) {
            return Comparison.refused(unfit);
        }
        SeriesBreak between = between(measure, before, now);
        if (between != null && !between.bridgeable()) {
            return Comparison.refused(
                    "Not comparable across the break of %s: %s".formatted(between.on(), between.reason()));
        }
        BigDecimal value = Objects.requireNonNull(now.value());
        BigDecimal earlier = Objects.requireNonNull(before.value());
        BigDecimal change = value.subtract(earlier);
        return new Comparison(
                new Outcome.Previous(
                        before.period(),
                        earlier,
                        Objects.requireNonNull(before.status()),
                        change,
                        measure.tellsChange() || earlier.signum() == 0
                                ? null
                                : plain(change.movePointRight(2).divide(earlier.abs(), 2, RoundingMode.HALF_UP)),
                        before.derived(),
                        before.provenance().basis() == Basis.SYNTHETIC,
                        between == null ? null : between.reason()),
                null);
    }

    /** Why a figure may not be compared with any other; null when it may. */
    private @Nullable String unfit(Measure measure, Figure figure) {
        if (figure.value() == null) {
            return figure.status() == ObservationStatus.Q
                    ? "The figure for %s is %s".formatted(figure.period(), KEPT_BACK)
                    : "There is no figure for %s to compare".formatted(figure.period());
        }
        if (figure.status() == ObservationStatus.B) {
            SeriesBreak inside = straddled(measure, figure.period(), figure.restsOn());
            return inside == null
                    ? "%s straddles a break of the series".formatted(figure.period())
                    : "%s straddles the break of %s: %s".formatted(figure.period(), inside.on(), inside.reason());
        }
        return figure.complete() ? null : "The sum for %s is incomplete".formatted(figure.period());
    }

    /** A break between two periods; of several, one that cannot be bridged. */
    private @Nullable SeriesBreak between(Measure measure, Figure before, Figure now) {
        Set<String> restsOn = new LinkedHashSet<>(before.restsOn());
        restsOn.addAll(now.restsOn());
        return breaks.stream()
                .filter(b -> b.measure().equals(measure.code())
                        && b.concerns(restsOn)
                        && b.liesBetween(before.period(), now.period()))
                .min(Comparator.comparing(SeriesBreak::bridgeable).thenComparing(SeriesBreak::on))
                .orElse(null);
    }

    // ---- measured against the target --------------------------------------------------------------------------------

    private Outcome.@Nullable Aim aim(Measure measure, Region region, Figure now) {
        TargetEvent target =
                targets.inForce(measure.code(), region.code(), now.period().last());
        return target == null || target.value() == null ? null : towards(target, target.value(), measure, region, now);
    }

    /** How a period's figure stands to a version of the target, whether or not that one was in force in the period. */
    public Outcome.Aim towards(TargetEvent target, Measure measure, Region region, Period period) {
        return target.value() == null
                ? aimOnly(target, "The target is no longer pursued")
                : towards(target, target.value(), measure, region, figure(measure, region, period));
    }

    private Outcome.Aim towards(TargetEvent target, BigDecimal aimed, Measure measure, Region region, Figure now) {
        LocalDate baseline = target.baseline();
        LocalDate by = target.by();
        String unfit = unfit(measure, now);
        if (unfit != null) {
            return aimOnly(target, unfit);
        }
        BigDecimal value = Objects.requireNonNull(now.value());
        if (baseline == null || by == null) {
            return aimOnly(target, "The target names no baseline or no day it is due");
        }
        BigDecimal base = BigDecimal.ZERO;
        if (!measure.tellsChange()) {
            Figure then = figureEnding(measure, region, baseline, now.period());
            if (then != null && then.status() == ObservationStatus.Q) {
                return aimOnly(target, "The figure for the baseline, %s, is %s".formatted(baseline, KEPT_BACK));
            }
            if (then == null || then.value() == null || unfit(measure, then) != null) {
                return aimOnly(target, "There is no figure for the baseline, %s".formatted(baseline));
            }
            SeriesBreak between = between(measure, then, now);
            if (between != null && !between.bridgeable()) {
                return aimOnly(
                        target, "Not comparable across the break of %s: %s".formatted(between.on(), between.reason()));
            }
            base = then.value();
        }
        BigDecimal progress = Standing.progress(base, value, aimed);
        if (progress == null) {
            return aimOnly(target, "The target is the base");
        }
        BigDecimal elapsed = Standing.elapsed(baseline, by, now.period().last());
        return new Outcome.Aim(
                aimed,
                target.unit(),
                by,
                baseline,
                plain(progress.setScale(4, RoundingMode.HALF_UP)),
                Standing.of(progress, elapsed),
                target.provenance().basis() == Basis.SYNTHETIC,
                null);
    }

    private static Outcome.Aim aimOnly(TargetEvent target, String reason) {
        return new Outcome.Aim(
                target.value(),
                target.unit(),
                target.by(),
                target.baseline(),
                null,
                null,
                target.provenance().basis() == Basis.SYNTHETIC,
                reason);
    }

    /** The figure of a period of the same length that ends on the baseline. */
    private @Nullable Figure figureEnding(Measure measure, Region region, LocalDate last, Period like) {
        return series(measure, region).subMap(Days.ending(last), Days.ending(last.plusDays(1))).values().stream()
                .filter(p -> p.kind() == like.kind())
                .findFirst()
                .map(p -> figure(measure, region, p))
                .orElse(null);
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
