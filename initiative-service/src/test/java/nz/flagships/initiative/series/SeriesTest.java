package nz.flagships.initiative.series;

import static nz.flagships.events.ObservationStatus.A;
import static nz.flagships.events.ObservationStatus.B;
import static nz.flagships.events.ObservationStatus.D;
import static nz.flagships.events.ObservationStatus.P;
import static nz.flagships.events.ObservationStatus.Q;
import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.Known.measure;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_MEASURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.series.SeriesRegistration.AGGREGATE;
import static nz.flagships.initiative.series.SeriesRejection.DAY_NEEDS_A_STOCK;
import static nz.flagships.initiative.series.SeriesRejection.NEEDS_STATUS_B;
import static nz.flagships.initiative.series.SeriesRejection.NEEDS_STATUS_D;
import static nz.flagships.initiative.series.SeriesRejection.NOTHING_CHANGES;
import static nz.flagships.initiative.series.SeriesRejection.NOT_A_SERIES;
import static nz.flagships.initiative.series.SeriesRejection.NOT_OBSERVED;
import static nz.flagships.initiative.series.SeriesRejection.NOT_OVER_YET;
import static nz.flagships.initiative.series.SeriesRejection.NOT_THE_RECORDER;
import static nz.flagships.initiative.series.SeriesRejection.OBSERVED_ALREADY;
import static nz.flagships.initiative.series.SeriesRejection.OUT_OF_RANGE;
import static nz.flagships.initiative.series.SeriesRejection.STOCK_NEEDS_A_DAY;
import static nz.flagships.initiative.series.SeriesRejection.SUPPRESSED_HAS_NO_VALUE;
import static nz.flagships.initiative.series.SeriesRejection.TOO_MANY_DIGITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.measure.MeasureEvent.SeriesBreakDeclared;
import nz.flagships.initiative.measure.MeasureRegistration;
import nz.flagships.initiative.region.RegionRegistration;
import nz.flagships.initiative.series.Series.Observation;
import nz.flagships.initiative.series.SeriesCommand.RecordObservation;
import nz.flagships.initiative.series.SeriesCommand.ReviseObservation;
import nz.flagships.initiative.series.SeriesCommand.WithdrawObservation;
import nz.flagships.initiative.series.SeriesEvent.ObservationRecorded;
import nz.flagships.initiative.series.SeriesEvent.ObservationRevised;
import nz.flagships.initiative.series.SeriesEvent.ObservationWithdrawn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
    private static final Period FY2014 = new Period("FY2014");
    private static final ObservationRecorded RECORDED = new ObservationRecorded(FY2014, number("811"), A, "POLICE");

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Given<Series, SeriesCommand, SeriesEvent> series(String id, SeriesEvent... before) {
        Given<Series, SeriesCommand, SeriesEvent> given = given(AGGREGATE)
                .on(id, before)
                .at("2014-08-01T00:00:00Z")
                .by("POLICE", Role.AGENCY_SYSTEM)
                .knowing(RegionRegistration.AGGREGATE, "NZ", region(RegionKind.COUNTRY, null))
                .knowing(RegionRegistration.AGGREGATE, "YOUNG", region(RegionKind.POLICE_AREA, "2013-07-01", null))
                .knowing(RegionRegistration.AGGREGATE, "ENDED", region(RegionKind.POLICE_AREA, null, "2013-12-31"))
                .knowing(
                        MeasureRegistration.AGGREGATE,
                        "BROKEN",
                        measure(MeasureKind.COUNT, "offences"),
                        new SeriesBreakDeclared(day("2013-07-01"), null, "Counted by another rule", false));
        for (MeasureKind kind : MeasureKind.values()) {
            given.knowing(MeasureRegistration.AGGREGATE, kind.name(), measure(kind, "offences"));
        }
        return given;
    }

    private static RecordObservation record(String period, @Nullable String value) {
        return new RecordObservation(new Period(period), value == null ? null : number(value), null);
    }

    private static RecordObservation record(String period, @Nullable String value, ObservationStatus status) {
        return new RecordObservation(new Period(period), value == null ? null : number(value), status);
    }

    @Test
    void aValueIsRecordedInTheSpellingItCameIn() {
        var recorded = series("COUNT:NZ").when(record("YE2014-06", "811"));

        recorded.then(new ObservationRecorded(new Period("YE2014-06"), number("811"), A, "POLICE"));
        assertThat(recorded.published())
                .containsExactly(new SeriesPublished.ObservationRecorded(
                        "COUNT",
                        "NZ",
                        new Period("YE2014-06"),
                        day("2013-07-01"),
                        day("2014-06-30"),
                        number("811"),
                        A));
    }

    @Test
    void theSameDaysAreTheSameObservationHoweverSpelt() {
        series("COUNT:NZ", RECORDED).when(record("FY2014", "811")).thenRefused(OBSERVED_ALREADY);
        series("COUNT:NZ", RECORDED).when(record("YE2014-06", "800")).thenRefused(OBSERVED_ALREADY);
    }

    @Test
    void aSeriesIsOfAKnownMeasureInAKnownRegion() {
        series("COUNT").when(record("FY2014", "1")).thenRefused(NOT_A_SERIES);
        series("COUNT:NZ:NZ").when(record("FY2014", "1")).thenRefused(NOT_A_SERIES);
        series("NOTHING:NZ").when(record("FY2014", "1")).thenRefused(UNKNOWN_MEASURE);
        series("COUNT:NOWHERE").when(record("FY2014", "1")).thenRefused(UNKNOWN_REGION);
    }

    @Test
    void aPeriodIsOverAndInTheCalendar() {
        series("COUNT:NZ").when(record("2014-08", "1")).thenRefused(NOT_OVER_YET);
        series("STOCK:NZ").when(record("2014-08-02", "1")).thenRefused(NOT_OVER_YET);
        series("COUNT:NZ").when(record("FY0001", "1")).thenRefused(OUT_OF_THE_CALENDAR);
        series("STOCK:NZ")
                .when(record("2014-07-31", "1"))
                .then(new ObservationRecorded(new Period("2014-07-31"), number("1"), A, "POLICE"));
    }

    @Test
    void aPeriodIsNotOverOnItsLastDay() {
        // 11:59 pm and midnight in Pacific/Auckland
        series("COUNT:NZ")
                .at("2014-07-31T11:59:00Z")
                .when(record("2014-07", "1"))
                .thenRefused(NOT_OVER_YET);
        series("STOCK:NZ").when(record("2014-08-01", "1")).thenRefused(NOT_OVER_YET);
        series("COUNT:NZ")
                .at("2014-07-31T12:00:00Z")
                .when(record("2014-07", "1"))
                .then(new ObservationRecorded(new Period("2014-07"), number("1"), A, "POLICE"));
    }

    @ParameterizedTest
    @EnumSource(MeasureKind.class)
    void onlyAStockIsObservedAtADay(MeasureKind kind) {
        var atDay = series(kind + ":NZ").when(record("2014-06-30", "1"));
        var overYear = series(kind + ":NZ").when(record("FY2014", "1"));

        if (kind == MeasureKind.STOCK) {
            atDay.then(new ObservationRecorded(new Period("2014-06-30"), number("1"), A, "POLICE"));
            overYear.thenRefused(STOCK_NEEDS_A_DAY);
        } else {
            atDay.thenRefused(DAY_NEEDS_A_STOCK);
            overYear.then(new ObservationRecorded(FY2014, number("1"), A, "POLICE"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "COUNT, -1, false", "COUNT, 0.5, false", "COUNT, 0, true", "COUNT, 3.0, true",
        "RATE, -0.1, false", "RATE, 688, true", "MEDIAN, -1, false", "MEDIAN, 0.5, true",
        "PERCENT, -100, true", "PERCENT, -100.1, false", "PERCENT, 1000001, false", "PERCENT, -11.4, true",
        "CHANGE, -3121, true"
    })
    void aValueIsOneOfItsMeasure(MeasureKind kind, String value, boolean possible) {
        var then = series(kind + ":NZ").when(record("FY2014", value));

        if (possible) {
            assertThat(then.state().over(FY2014)).isNotNull();
        } else {
            then.thenRefused(OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890123456", "1E+16", "1E-11", "1E+999999999", "1E-999999999", "0.12345678901"})
    void aValueIsReadExactlyByEveryProgram(String value) {
        series("CHANGE:NZ").when(record("FY2014", value)).thenRefused(TOO_MANY_DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"123456789012345, 123456789012345", "1E+3, 1000", "2.50, 2.5", "0.000, 0", "1E-10, 1E-10"})
    void aValueIsKeptInItsShortestForm(String posted, String kept) {
        series("RATE:NZ")
                .when(record("FY2014", posted))
                .then(new ObservationRecorded(FY2014, number(kept), A, "POLICE"));
    }

    @Test
    void aSuppressedValueIsNotGivenAndEveryOtherIs() {
        series("COUNT:NZ").when(record("FY2014", null)).thenRefused(SUPPRESSED_HAS_NO_VALUE);
        series("COUNT:NZ").when(record("FY2014", "0", Q)).thenRefused(SUPPRESSED_HAS_NO_VALUE);
        series("COUNT:NZ").when(record("FY2014", null, Q)).then(new ObservationRecorded(FY2014, null, Q, "POLICE"));
    }

    @Test
    void outsideTheRegionsValidityItIsOfAnotherDefinition() {
        series("COUNT:YOUNG").when(record("FY2013", "1")).thenRefused(NEEDS_STATUS_D);
        series("COUNT:YOUNG").when(record("CY2013", "1", P)).thenRefused(NEEDS_STATUS_D);
        series("COUNT:ENDED").when(record("FY2014", "1")).thenRefused(NEEDS_STATUS_D);
        series("COUNT:YOUNG")
                .when(record("FY2013", "1", D))
                .then(new ObservationRecorded(new Period("FY2013"), number("1"), D, "POLICE"));
        series("COUNT:YOUNG")
                .when(record("FY2014", "1"))
                .then(new ObservationRecorded(FY2014, number("1"), A, "POLICE"));
    }

    @Test
    void acrossABreakItSaysSo() {
        series("BROKEN:NZ").when(record("CY2013", "1")).thenRefused(NEEDS_STATUS_B);
        series("BROKEN:NZ")
                .when(record("CY2013", "1", B))
                .then(new ObservationRecorded(new Period("CY2013"), number("1"), B, "POLICE"));
        series("BROKEN:NZ").when(record("FY2014", "1")).then(new ObservationRecorded(FY2014, number("1"), A, "POLICE"));
    }

    @Test
    void aRevisionNamesItsReasonAndKeepsWhatWas() {
        var revised = series("COUNT:NZ", RECORDED)
                .when(new ReviseObservation(new Period("YE2014-06"), number("805"), null, "Six twice"));

        revised.then(new ObservationRevised(new Period("YE2014-06"), number("805"), A, "Six twice", number("811"), A));
        assertThat(revised.published())
                .containsExactly(new SeriesPublished.ObservationRevised(
                        "COUNT",
                        "NZ",
                        new Period("YE2014-06"),
                        day("2013-07-01"),
                        day("2014-06-30"),
                        number("805"),
                        A,
                        "Six twice",
                        number("811"),
                        A));
        // The agency that recorded it stays the one that may revise it.
        assertThat(revised.state().over(FY2014))
                .isEqualTo(new Observation(new Period("YE2014-06"), number("805"), A, "POLICE", 1));
    }

    @Test
    void aRevisionObeysTheRulesOfAValue() {
        series("COUNT:NZ", RECORDED)
                .when(new ReviseObservation(FY2014, number("-1"), null, "x"))
                .thenRefused(OUT_OF_RANGE);
        series("COUNT:NZ", RECORDED)
                .when(new ReviseObservation(FY2014, number("811.0"), A, "x"))
                .thenRefused(NOTHING_CHANGES);
        series("COUNT:NZ")
                .when(new ReviseObservation(FY2014, number("1"), null, "x"))
                .thenRefused(NOT_OBSERVED);
    }

    @Test
    void onlyTheRecorderOrAStewardChangesIt() {
        series("COUNT:NZ", RECORDED)
                .by("CORRECTIONS", Role.AGENCY_SYSTEM)
                .when(new ReviseObservation(FY2014, number("1"), null, "x"))
                .thenRefused(NOT_THE_RECORDER);
        series("COUNT:NZ", RECORDED)
                .by("CORRECTIONS", Role.AGENCY_SYSTEM)
                .when(new WithdrawObservation(FY2014, "x"))
                .thenRefused(NOT_THE_RECORDER);
        series("COUNT:NZ", RECORDED)
                .by("JUSTICE", Role.STEWARD)
                .when(new WithdrawObservation(FY2014, "x"))
                .then(new ObservationWithdrawn(FY2014, "x"));
    }

    @Test
    void whatIsWithdrawnMayBeRecordedAgain() {
        var withdrawn = series("COUNT:NZ", RECORDED).when(new WithdrawObservation(new Period("YE2014-06"), "Wrong"));
        withdrawn.then(new ObservationWithdrawn(new Period("YE2014-06"), "Wrong"));
        assertThat(withdrawn.published())
                .containsExactly(new SeriesPublished.ObservationWithdrawn(
                        "COUNT", "NZ", new Period("YE2014-06"), day("2013-07-01"), day("2014-06-30"), "Wrong"));

        series("COUNT:NZ", RECORDED, new ObservationWithdrawn(FY2014, "Wrong"))
                .when(record("FY2014", "5"))
                .then(new ObservationRecorded(FY2014, number("5"), A, "POLICE"));
        series("COUNT:NZ").when(new WithdrawObservation(FY2014, "x")).thenRefused(NOT_OBSERVED);
    }
}
