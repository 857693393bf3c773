package nz.flagships.reporting.outcome;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.TargetEvent;
import nz.flagships.reporting.target.Targets;
import org.jspecify.annotations.Nullable;

/** What is known at the start of a test: the regions of the demonstration, and what the test says was observed. */
final class Known {
    static final Instant RECORDED = Instant.parse("2026-11-21T00:00:00Z");

    private final List<Region> regions = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<SeriesBreak> breaks = new ArrayList<>();
    private final List<TargetEvent> targets = new ArrayList<>();

    /** The country around the Hutt Valley and the East Coast, as in the published facts. */
    static Known country() {
        return new Known()
                .region("NZ", RegionKind.COUNTRY, null)
                .region("DIST-WELLINGTON", RegionKind.POLICE_DISTRICT, "NZ")
                .region("DIST-EASTERN", RegionKind.POLICE_DISTRICT, "NZ")
                .merged(
                        "AREA-HUTT-VALLEY",
                        RegionKind.POLICE_AREA,
                        "DIST-WELLINGTON",
                        "2011-07-01",
                        "AREA-LOWER-HUTT",
                        "AREA-UPPER-HUTT")
                .region("AREA-TAIRAWHITI", RegionKind.POLICE_AREA, "DIST-EASTERN")
                .region("AREA-HAWKES-BAY", RegionKind.POLICE_AREA, "DIST-EASTERN")
                .merged(
                        "COURT-HUTT-VALLEY",
                        RegionKind.DISTRICT_COURT,
                        "NZ",
                        "2013-03-22",
                        "COURT-LOWER-HUTT",
                        "COURT-UPPER-HUTT")
                .region("COURT-GISBORNE", RegionKind.DISTRICT_COURT, "NZ")
                .region("COURT-WAIROA", RegionKind.DISTRICT_COURT, "NZ")
                .region("COURT-RUATORIA", RegionKind.DISTRICT_COURT, "NZ")
                .programmeArea("HUTT-VALLEY", "AREA-HUTT-VALLEY", "COURT-HUTT-VALLEY")
                .programmeArea("EAST-COAST", "AREA-TAIRAWHITI", "COURT-GISBORNE", "COURT-WAIROA", "COURT-RUATORIA");
    }

    static Measure measure(String code, MeasureKind kind, Geography geography) {
        return measure(code, kind, geography, Sensitivity.AGGREGATE);
    }

    static Measure measure(String code, MeasureKind kind, Geography geography, Sensitivity sensitivity) {
        return new Measure(
                code,
                code,
                kind,
                "things",
                Direction.LOWER_BETTER,
                geography,
                sensitivity,
                List.of(),
                List.of(),
                null,
                published("ours"));
    }

    static Provenance published(String source) {
        return new Provenance(Basis.PUBLISHED, source, null, List.of());
    }

    Known region(String code, RegionKind kind, @Nullable String parent) {
        regions.add(new Region(code, code, kind, parent, null, null, List.of(), null, List.of(), published("map")));
        return this;
    }

    Known merged(String code, RegionKind kind, String parent, String from, String... predecessors) {
        LocalDate first = LocalDate.parse(from);
        regions.add(new Region(
                code, code, kind, parent, first, null, List.of(predecessors), null, List.of(), published("map")));
        for (String before : predecessors) {
            regions.add(new Region(
                    before,
                    before,
                    kind,
                    parent,
                    null,
                    first.minusDays(1),
                    List.of(),
                    code,
                    List.of(),
                    published("map")));
        }
        return this;
    }

    Known programmeArea(String code, String... maps) {
        regions.add(new Region(
                code,
                code,
                RegionKind.PROGRAMME_AREA,
                "NZ",
                null,
                null,
                List.of(),
                null,
                List.of(maps),
                published("map")));
        return this;
    }

    Known observed(Measure measure, String region, String period, @Nullable String value) {
        return observed(measure, region, period, value, ObservationStatus.A, published("src-" + region));
    }

    Known observed(
            Measure measure,
            String region,
            String period,
            @Nullable String value,
            ObservationStatus status,
            Provenance provenance) {
        observations.add(new Observation(
                measure.code(),
                region,
                new Period(period),
                value == null ? null : new BigDecimal(value),
                status,
                provenance,
                RECORDED,
                RECORDED));
        return this;
    }

    Known broken(Measure measure, @Nullable String region, String on, boolean bridgeable) {
        breaks.add(new SeriesBreak(
                measure.code(), region, LocalDate.parse(on), "Counted otherwise", bridgeable, published("src")));
        return this;
    }

    Known target(
            Measure measure,
            String region,
            String event,
            String announced,
            @Nullable String value,
            @Nullable String baseline,
            @Nullable String by) {
        targets.add(new TargetEvent(
                measure.code(),
                region,
                event,
                LocalDate.parse(announced),
                value == null ? null : new BigDecimal(value),
                value == null ? null : measure.unit(),
                baseline == null ? null : LocalDate.parse(baseline),
                by == null ? null : LocalDate.parse(by),
                published("bps"),
                targets.size() + 1));
        return this;
    }

    Outcome outcome(Measure measure, String region, String period) {
        return outcomes().of(measure, regions().find(region).orElseThrow(), new Period(period));
    }

    List<String> periods(Measure measure, String region) {
        return outcomes().periods(measure, regions().find(region).orElseThrow()).stream()
                .map(Period::text)
                .toList();
    }

    Regions regions() {
        return Regions.of(regions);
    }

    Outcomes outcomes() {
        return new Outcomes(regions(), Observations.of(observations), breaks, Targets.of(targets));
    }
}
