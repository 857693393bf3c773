package nz.flagships.initiative.measure;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.measure.MeasureRegistration.AGGREGATE;
import static nz.flagships.initiative.measure.MeasureRejection.BROKEN_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.DEFINED_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.NOT_DEFINED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.measure.MeasureCommand.DeclareSeriesBreak;
import nz.flagships.initiative.measure.MeasureCommand.DefineMeasure;
import nz.flagships.initiative.measure.MeasureEvent.MeasureDefined;
import nz.flagships.initiative.measure.MeasureEvent.SeriesBreakDeclared;
import nz.flagships.initiative.region.RegionRegistration;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private static final DefineMeasure DEFINE = new DefineMeasure(
            "Burglary",
            MeasureKind.COUNT,
            "offences",
            Direction.LOWER_BETTER,
            Geography.OCCURRENCE,
            Sensitivity.AGGREGATE,
            List.of("attempts"),
            null);
    private static final MeasureDefined DEFINED = new MeasureDefined(
            "Burglary",
            MeasureKind.COUNT,
            "offences",
            Direction.LOWER_BETTER,
            Geography.OCCURRENCE,
            Sensitivity.AGGREGATE,
            List.of("attempts"),
            List.of());

    private static Given<Measure, MeasureCommand, MeasureEvent> burglary(MeasureEvent... before) {
        return given(AGGREGATE)
                .on("BURGLARY", before)
                .knowing(RegionRegistration.AGGREGATE, "HUTT", region(RegionKind.DISTRICT_COURT, null));
    }

    @Test
    void aMeasureIsDefinedOnce() {
        var defined = burglary().when(DEFINE);

        defined.then(DEFINED);
        assertThat(defined.published())
                .containsExactly(new MeasurePublished.MeasureDefined(
                        "BURGLARY",
                        "Burglary",
                        MeasureKind.COUNT,
                        "offences",
                        Direction.LOWER_BETTER,
                        Geography.OCCURRENCE,
                        Sensitivity.AGGREGATE,
                        List.of("attempts"),
                        List.of()));
        burglary(DEFINED).when(DEFINE).thenRefused(DEFINED_ALREADY);
    }

    @Test
    void aBreakHoldsForARegionOrForAll() {
        var broken = burglary(DEFINED).when(new DeclareSeriesBreak(day("2013-03-22"), "HUTT", "Courts merged", true));

        broken.then(new SeriesBreakDeclared(day("2013-03-22"), "HUTT", "Courts merged", true));
        assertThat(broken.state().isBrokenIn(new Period("FY2013"), "HUTT")).isTrue();
        assertThat(broken.state().isBrokenIn(new Period("FY2013"), "ELSEWHERE")).isFalse();
        assertThat(broken.state().isBrokenIn(new Period("FY2014"), "HUTT")).isFalse();
        assertThat(broken.published())
                .containsExactly(new MeasurePublished.SeriesBreakDeclared(
                        "BURGLARY", day("2013-03-22"), "HUTT", "Courts merged", true));
    }

    @Test
    void aBreakIsOfAKnownMeasureAndRegionOnce() {
        burglary()
                .when(new DeclareSeriesBreak(day("2013-03-22"), null, "x", true))
                .thenRefused(NOT_DEFINED);
        burglary(DEFINED)
                .when(new DeclareSeriesBreak(day("2013-03-22"), "NOWHERE", "x", true))
                .thenRefused(UNKNOWN_REGION);
        burglary(DEFINED)
                .when(new DeclareSeriesBreak(day("0013-03-22"), null, "x", true))
                .thenRefused(OUT_OF_THE_CALENDAR);
        burglary(DEFINED, new SeriesBreakDeclared(day("2013-03-22"), null, "x", true))
                .when(new DeclareSeriesBreak(day("2013-03-22"), "HUTT", "x", true))
                .thenRefused(BROKEN_ALREADY);
    }
}
