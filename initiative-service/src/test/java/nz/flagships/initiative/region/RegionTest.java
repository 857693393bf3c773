package nz.flagships.initiative.region;

import static nz.flagships.events.initiative.RegionKind.COUNTRY;
import static nz.flagships.events.initiative.RegionKind.DISTRICT_COURT;
import static nz.flagships.events.initiative.RegionKind.POLICE_AREA;
import static nz.flagships.events.initiative.RegionKind.POLICE_DISTRICT;
import static nz.flagships.events.initiative.RegionKind.PROGRAMME_AREA;
import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.region.RegionRegistration.AGGREGATE;
import static nz.flagships.initiative.region.RegionRejection.CANNOT_ANSWER;
import static nz.flagships.initiative.region.RegionRejection.COUNTED_TWICE;
import static nz.flagships.initiative.region.RegionRejection.DEFINED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.DIFFERENT_KINDS;
import static nz.flagships.initiative.region.RegionRejection.ENDED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.region.RegionRejection.MERGED_ALREADY;
import static nz.flagships.initiative.region.RegionRejection.MERGED_INTO_ITSELF;
import static nz.flagships.initiative.region.RegionRejection.NOT_A_PROGRAMME_AREA;
import static nz.flagships.initiative.region.RegionRejection.NOT_DEFINED;
import static nz.flagships.initiative.region.RegionRejection.OVERLAPS;
import static nz.flagships.initiative.region.RegionRejection.PARENT_DOES_NOT_FIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.RegionPublished;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.Known;
import nz.flagships.initiative.region.RegionCommand.DefineRegion;
import nz.flagships.initiative.region.RegionCommand.MapRegion;
import nz.flagships.initiative.region.RegionCommand.MergeRegions;
import nz.flagships.initiative.region.RegionCommand.NewRegion;
import nz.flagships.initiative.region.RegionCommand.RetireRegion;
import nz.flagships.initiative.region.RegionEvent.RegionDefined;
import nz.flagships.initiative.region.RegionEvent.RegionMapped;
import nz.flagships.initiative.region.RegionEvent.RegionRetired;
import nz.flagships.initiative.region.RegionEvent.RegionsMerged;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static Given<Region, RegionCommand, RegionEvent> region(String code, RegionEvent... before) {
        return given(AGGREGATE)
                .on(code, before)
                .at("2014-07-01T00:00:00Z")
                .knowing(AGGREGATE, "NZ", Known.region(COUNTRY, null))
                .knowing(AGGREGATE, "DIST-WAIKATO", Known.region(POLICE_DISTRICT, "NZ"))
                .knowing(AGGREGATE, "AREA-HAMILTON", Known.region(POLICE_AREA, "DIST-WAIKATO"))
                .knowing(AGGREGATE, "LOWER", Known.region(DISTRICT_COURT, "NZ"))
                .knowing(AGGREGATE, "UPPER", Known.region(DISTRICT_COURT, null, "2013-03-21"))
                .knowing(
                        AGGREGATE,
                        "GONE",
                        Known.region(DISTRICT_COURT, "NZ"),
                        new RegionRetired(day("2010-12-31"), "OTHER", null));
    }

    private static DefineRegion define(RegionKind kind, @Nullable String parent) {
        return new DefineRegion("Papakura", kind, parent, null, null);
    }

    @Test
    void aRegionIsDefinedWithItsValidity() {
        var defined = region("X")
                .when(new DefineRegion(
                        "Hutt Valley", POLICE_AREA, "DIST-WAIKATO", day("2011-07-01"), day("2019-06-30")));

        defined.then(
                new RegionDefined("Hutt Valley", POLICE_AREA, "DIST-WAIKATO", day("2011-07-01"), day("2019-06-30")));
        assertThat(defined.published())
                .containsExactly(new RegionPublished.RegionDefined(
                        "X", "Hutt Valley", POLICE_AREA, "DIST-WAIKATO", day("2011-07-01"), day("2019-06-30")));
    }

    @Test
    void itsParentIsKnownAndWider() {
        region("X").when(define(POLICE_AREA, "DIST-NOWHERE")).thenRefused(UNKNOWN_REGION);
        region("X").when(define(POLICE_AREA, "NZ")).thenRefused(PARENT_DOES_NOT_FIT);
        region("X").when(define(COUNTRY, "NZ")).thenRefused(PARENT_DOES_NOT_FIT);
        region("X").when(define(POLICE_DISTRICT, "DIST-WAIKATO")).thenRefused(PARENT_DOES_NOT_FIT);
        region("X").when(define(PROGRAMME_AREA, "AREA-HAMILTON")).thenRefused(PARENT_DOES_NOT_FIT);
        region("X").when(define(DISTRICT_COURT, "NZ")).then(defined(DISTRICT_COURT, "NZ"));
        region("X").when(define(COUNTRY, null)).then(defined(COUNTRY, null));
    }

    private static RegionDefined defined(RegionKind kind, @Nullable String parent) {
        return new RegionDefined("Papakura", kind, parent, null, null);
    }

    @Test
    void itsValidityIsInOrderAndInTheCalendar() {
        region("X")
                .when(new DefineRegion("P", POLICE_AREA, null, day("2011-07-01"), day("2011-06-30")))
                .thenRefused(ENDS_BEFORE_IT_BEGINS);
        region("X")
                .when(new DefineRegion("P", POLICE_AREA, null, day("1011-07-01"), null))
                .thenRefused(OUT_OF_THE_CALENDAR);
    }

    @Test
    void aCodeIsTakenOnce() {
        region("X", defined(COUNTRY, null)).when(define(COUNTRY, null)).thenRefused(DEFINED_ALREADY);
    }

    @Test
    void aMergerEndsThePredecessorsTheDayBefore() {
        // Given
        var court = region("HUTT", new RegionDefined("Hutt", DISTRICT_COURT, "NZ", day("2013-03-22"), null));

        // When
        var merged = court.when(new MergeRegions(List.of("LOWER", "UPPER"), day("2013-03-22"), null));

        // Then
        merged.then(new RegionsMerged(List.of("LOWER", "UPPER"), day("2013-03-22")))
                .thenElsewhere(
                        new Elsewhere("region", "LOWER", new RegionRetired(day("2013-03-21"), "HUTT", null)),
                        new Elsewhere("region", "UPPER", new RegionRetired(day("2013-03-21"), "HUTT", null)));
        assertThat(merged.state().predecessors()).containsExactly("LOWER", "UPPER");
        assertThat(merged.published())
                .containsExactly(
                        new RegionPublished.RegionsMerged("HUTT", List.of("LOWER", "UPPER"), day("2013-03-22")));
    }

    @Test
    void aMergerMayBringTheMergedRegionIntoBeing() {
        region("HUTT")
                .when(new MergeRegions(List.of("LOWER"), day("2013-03-22"), new NewRegion("Hutt", "NZ")))
                .then(
                        new RegionDefined("Hutt", DISTRICT_COURT, "NZ", day("2013-03-22"), null),
                        new RegionsMerged(List.of("LOWER"), day("2013-03-22")));
        region("HUTT")
                .when(new MergeRegions(List.of("LOWER"), day("2013-03-22"), null))
                .thenRefused(NOT_DEFINED);
        region("HUTT", defined(DISTRICT_COURT, "NZ"))
                .when(new MergeRegions(List.of("LOWER"), day("2013-03-22"), new NewRegion("Hutt", "NZ")))
                .thenRefused(DEFINED_ALREADY);
        region("HUTT")
                .when(new MergeRegions(List.of("LOWER"), day("2013-03-22"), new NewRegion("Hutt", "NOWHERE")))
                .thenRefused(UNKNOWN_REGION);
        region("HUTT")
                .when(new MergeRegions(List.of("LOWER"), day("2013-03-22"), new NewRegion("Hutt", "AREA-HAMILTON")))
                .thenRefused(PARENT_DOES_NOT_FIT);
    }

    @Test
    void aMergerFitsItsRegions() {
        var court = region("HUTT", defined(DISTRICT_COURT, "NZ"));

        court.when(new MergeRegions(List.of("HUTT"), day("2013-03-22"), null)).thenRefused(MERGED_INTO_ITSELF);
        court.when(new MergeRegions(List.of("NOWHERE"), day("2013-03-22"), null))
                .thenRefused(UNKNOWN_REGION);
        court.when(new MergeRegions(List.of("AREA-HAMILTON"), day("2013-03-22"), null))
                .thenRefused(DIFFERENT_KINDS);
        court.when(new MergeRegions(List.of("LOWER"), day("2014-07-02"), null)).thenRefused(IN_THE_FUTURE);
        court.when(new MergeRegions(List.of("UPPER"), day("2013-03-21"), null)).thenRefused(OVERLAPS);
    }

    @Test
    void aLineageHasNoCircle() {
        // A region goes into one other only, and one that went into another takes none in.
        region("HUTT", defined(DISTRICT_COURT, "NZ"))
                .when(new MergeRegions(List.of("GONE"), day("2013-03-22"), null))
                .thenRefused(MERGED_ALREADY);
        region("LOWER", defined(DISTRICT_COURT, "NZ"), new RegionRetired(day("2013-03-21"), "HUTT", null))
                .when(new MergeRegions(List.of("UPPER"), day("2013-03-22"), null))
                .thenRefused(ENDED_ALREADY);
    }

    @Test
    void aProgrammeAreaIsMappedAndMappedAgain() {
        var mapped = region("HAMILTON", defined(PROGRAMME_AREA, "NZ"), new RegionMapped(List.of("LOWER")))
                .when(new MapRegion(List.of("AREA-HAMILTON", "LOWER"), null));

        mapped.then(new RegionMapped(List.of("AREA-HAMILTON", "LOWER")));
        assertThat(mapped.state().maps()).containsExactly("AREA-HAMILTON", "LOWER");
        assertThat(mapped.published())
                .containsExactly(new RegionPublished.RegionMapped("HAMILTON", List.of("AREA-HAMILTON", "LOWER")));
    }

    @Test
    void aMappingMayBringTheProgrammeAreaIntoBeing() {
        region("HAMILTON")
                .when(new MapRegion(List.of("LOWER"), new NewRegion("Hamilton", null)))
                .then(
                        new RegionDefined("Hamilton", PROGRAMME_AREA, null, null, null),
                        new RegionMapped(List.of("LOWER")));
        region("HAMILTON").when(new MapRegion(List.of("LOWER"), null)).thenRefused(NOT_DEFINED);
        region("HAMILTON", defined(PROGRAMME_AREA, null))
                .when(new MapRegion(List.of("LOWER"), new NewRegion("Hamilton", null)))
                .thenRefused(DEFINED_ALREADY);
        region("HAMILTON")
                .when(new MapRegion(List.of("LOWER"), new NewRegion("Hamilton", "AREA-HAMILTON")))
                .thenRefused(PARENT_DOES_NOT_FIT);
    }

    @Test
    void aMappingCountsNothingTwice() {
        var hamilton = region("HAMILTON", defined(PROGRAMME_AREA, "NZ"));

        hamilton.when(new MapRegion(List.of("NOWHERE"), null)).thenRefused(UNKNOWN_REGION);
        hamilton.when(new MapRegion(List.of("NZ"), null)).thenRefused(CANNOT_ANSWER);
        hamilton.when(new MapRegion(List.of("DIST-WAIKATO", "AREA-HAMILTON"), null))
                .thenRefused(COUNTED_TWICE);
        region("LOWER", defined(DISTRICT_COURT, "NZ"))
                .when(new MapRegion(List.of("UPPER"), null))
                .thenRefused(NOT_A_PROGRAMME_AREA);
    }

    @Test
    void aRegionEndsOnce() {
        var retired = region("X", new RegionDefined("X", COUNTRY, null, day("2011-07-01"), null));

        retired.when(new RetireRegion(day("2013-12-31"), "Ended"))
                .then(new RegionRetired(day("2013-12-31"), null, "Ended"));
        retired.when(new RetireRegion(day("2011-06-30"), null)).thenRefused(ENDS_BEFORE_IT_BEGINS);
        retired.when(new RetireRegion(day("2015-01-01"), null)).thenRefused(IN_THE_FUTURE);
        region("X").when(new RetireRegion(day("2011-06-30"), null)).thenRefused(NOT_DEFINED);
        region("X", defined(COUNTRY, null), new RegionRetired(day("2013-12-31"), null, null))
                .when(new RetireRegion(day("2013-12-31"), null))
                .thenRefused(ENDED_ALREADY);
    }
}
