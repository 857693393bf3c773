package nz.flagships.reporting.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.target.Standing;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway") // a null that is not expected fails the test, as it should
class OutcomesTest {
    private static final Measure BURGLARY = Known.measure("BURGLARY", MeasureKind.COUNT, Geography.OCCURRENCE);
    private static final Measure OFFENCES = Known.measure("RECORDED_OFFENCES", MeasureKind.COUNT, Geography.OCCURRENCE);
    private static final Measure RATE = Known.measure("RECORDED_OFFENCE_RATE", MeasureKind.RATE, Geography.OCCURRENCE);
    private static final Measure FAMILY_NEW = Known.measure("FAMILY_NEW", MeasureKind.COUNT, Geography.COURT);
    private static final Measure FAMILY_ACTIVE = Known.measure("FAMILY_ACTIVE", MeasureKind.STOCK, Geography.COURT);
    private static final Measure DAYS = Known.measure("DC_DAYS_TO_DISPOSAL", MeasureKind.MEDIAN, Geography.COURT);
    private static final Measure CRIMINAL_NEW = Known.measure("DC_CRIMINAL_NEW", MeasureKind.COUNT, Geography.COURT);
    private static final Measure CHANGE =
            Known.measure("RECORDED_OFFENCES_CHANGE", MeasureKind.CHANGE, Geography.OCCURRENCE);
    private static final Measure REMAND = Known.measure("PRISONERS_REMAND", MeasureKind.STOCK, Geography.RESIDENCE);
    private static final Measure CRIME = Known.measure("BPS_TOTAL_CRIME", MeasureKind.PERCENT, Geography.OCCURRENCE);

    private final Known known = Known.country();

    @Nested
    class A_published_figure {
        @Test
        void stands_with_its_source_and_is_compared_with_a_year_earlier() {
            // given
            known.observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036")
                    .observed(BURGLARY, "AREA-TAIRAWHITI", "FY2014", "811");
            // when
            Outcome outcome = known.outcome(BURGLARY, "AREA-TAIRAWHITI", "FY2014");
            // then
            assertThat(outcome.value()).isEqualByComparingTo("811");
            assertThat(outcome.derived()).isNull();
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.parts()).isEmpty();
            assertThat(outcome.sources()).containsExactly("src-AREA-TAIRAWHITI");
            assertThat(outcome.previous().value()).isEqualByComparingTo("1036");
            assertThat(outcome.previous().change()).isEqualByComparingTo("-225");
            assertThat(outcome.previous().changePercent()).isEqualByComparingTo("-21.72");
            assertThat(outcome.previousReason()).isNull();
        }

        @Test
        void without_the_year_before_says_so() {
            known.observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036");
            Outcome outcome = known.outcome(BURGLARY, "AREA-TAIRAWHITI", "FY2013");
            assertThat(outcome.previous()).isNull();
            assertThat(outcome.previousReason())
                    .isEqualTo("No figure of BURGLARY was published for AREA-TAIRAWHITI in FY2012");
        }

        @ParameterizedTest
        @CsvSource({"YE2013-06, FY2013", "FY2013, YE2013-06", "CY2013, YE2013-12", "2013-07, 2013-07"})
        void is_found_by_any_spelling_of_the_same_days_and_keeps_its_own(String posted, String asked) {
            known.observed(BURGLARY, "AREA-TAIRAWHITI", posted, "1036");
            Outcome outcome = known.outcome(BURGLARY, "AREA-TAIRAWHITI", asked);
            assertThat(outcome.value()).isEqualByComparingTo("1036");
            assertThat(outcome.period().text()).isEqualTo(posted);
        }

        @Test
        void of_zero_gives_a_change_but_no_percentage() {
            known.observed(FAMILY_NEW, "COURT-RUATORIA", "FY2012", "0")
                    .observed(FAMILY_NEW, "COURT-RUATORIA", "FY2013", "4");
            Outcome outcome = known.outcome(FAMILY_NEW, "COURT-RUATORIA", "FY2013");
            assertThat(outcome.previous().change()).isEqualByComparingTo("4");
            assertThat(outcome.previous().changePercent()).isNull();
        }

        @Test
        void that_was_restated_for_another_area_keeps_its_status_and_may_be_compared() {
            known.observed(
                            OFFENCES,
                            "AREA-HAWKES-BAY",
                            "FY2011",
                            "16967",
                            ObservationStatus.D,
                            Known.published("hawkesbay-12"))
                    .observed(OFFENCES, "AREA-HAWKES-BAY", "FY2012", "15850");
            Outcome outcome = known.outcome(OFFENCES, "AREA-HAWKES-BAY", "FY2012");
            assertThat(outcome.previous().status()).isEqualTo(ObservationStatus.D);
            assertThat(outcome.previous().change()).isEqualByComparingTo("-1117");
        }

        @Test
        void is_one_of_a_series_that_is_put_in_order_once() {
            for (int day = 1; day <= 28; day++) {
                known.observed(BURGLARY, "NZ", "2014-02-%02d".formatted(day), "1");
            }
            Outcomes outcomes = known.outcomes();
            Region nz = known.regions().find("NZ").orElseThrow();
            Collection<Period> series = outcomes.periods(BURGLARY, nz);
            assertThat(series).hasSize(28).first().isEqualTo(new Period("2014-02-01"));
            assertThat(outcomes.periods(BURGLARY, nz)).isSameAs(series);
        }

        @Test
        void that_is_suppressed_is_null_and_never_nought() {
            known.observed(BURGLARY, "NZ", "FY2013", null, ObservationStatus.Q, Known.published("s"))
                    .observed(BURGLARY, "NZ", "FY2014", "5");
            assertThat(known.outcome(BURGLARY, "NZ", "FY2013").value()).isNull();
            assertThat(known.outcome(BURGLARY, "NZ", "FY2013").status()).isEqualTo(ObservationStatus.Q);
            assertThat(known.outcome(BURGLARY, "NZ", "FY2014").previous()).isNull();
        }

        @Test
        void of_a_measure_that_counts_people_is_not_shown() {
            Measure people = Known.measure("PEOPLE", MeasureKind.COUNT, Geography.OCCURRENCE, Sensitivity.PEOPLE);
            known.observed(people, "AREA-TAIRAWHITI", "FY2013", "7");
            assertThat(known.outcome(people, "AREA-TAIRAWHITI", "FY2013").value())
                    .isNull();
            Outcome derived = known.outcome(people, "EAST-COAST", "FY2013");
            assertThat(derived.value()).isNull();
            assertThat(derived.status()).isEqualTo(ObservationStatus.Q);
            assertThat(derived.parts())
                    .allSatisfy(part -> assertThat(part.value()).isNull());
            assertThat(derived.reason()).contains("suppressed");
        }

        @Test
        void that_is_kept_back_is_not_called_none_where_it_is_compared() {
            Measure people = Known.measure("PEOPLE", MeasureKind.COUNT, Geography.OCCURRENCE, Sensitivity.PEOPLE);
            known.target(people, "AREA-TAIRAWHITI", "TargetSet", "2012-07-01", "5", "2012-06-30", "2017-06-30")
                    .observed(people, "AREA-TAIRAWHITI", "FY2013", "7");
            Outcome outcome = known.outcome(people, "AREA-TAIRAWHITI", "FY2013");
            assertThat(outcome.previousReason())
                    .isEqualTo("The figure for FY2013 is suppressed: it counts people, or too few of them");
            assertThat(outcome.target().reason()).isEqualTo(outcome.previousReason());
            assertThat(known.outcome(people, "EAST-COAST", "FY2013").previousReason())
                    .isEqualTo(outcome.previousReason());
        }

        @Test
        void that_is_kept_back_is_not_called_none_where_others_are_compared_with_it() {
            known.target(BURGLARY, "NZ", "TargetSet", "2011-07-01", "800", "2011-06-30", "2015-06-30")
                    .observed(BURGLARY, "NZ", "FY2011", null, ObservationStatus.Q, Known.published("s"))
                    .observed(BURGLARY, "NZ", "FY2012", "900");
            Outcome outcome = known.outcome(BURGLARY, "NZ", "FY2012");
            assertThat(outcome.previousReason())
                    .isEqualTo("The figure for FY2011 is suppressed: it counts people, or too few of them");
            assertThat(outcome.target().reason())
                    .isEqualTo(
                            "The figure for the baseline, 2011-06-30, is suppressed: it counts people, or too few of them");
        }

        @Test
        void that_is_kept_back_is_not_called_none_where_it_is_a_part() {
            known.observed(FAMILY_NEW, "COURT-GISBORNE", "FY2012", "938")
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2012", null, ObservationStatus.Q, Known.published("s"))
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2013", null, ObservationStatus.Q, Known.published("s"))
                    .observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", null, ObservationStatus.Q, Known.published("s"));
            assertThat(known.outcome(FAMILY_NEW, "EAST-COAST", "FY2012").reason())
                    .isEqualTo("Incomplete: no figure for COURT-RUATORIA; suppressed for COURT-WAIROA");
            assertThat(known.outcome(FAMILY_NEW, "EAST-COAST", "FY2013").reason())
                    .isEqualTo("No figure of FAMILY_NEW for COURT-GISBORNE, COURT-RUATORIA in FY2013;"
                            + " suppressed for COURT-WAIROA");
            assertThat(known.outcome(BURGLARY, "EAST-COAST", "FY2013").reason())
                    .isEqualTo("The figure is suppressed: it counts people, or too few of them");
        }

        @Test
        void is_not_made_up_for_a_parent_from_its_children() {
            known.observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036")
                    .observed(BURGLARY, "AREA-HAWKES-BAY", "FY2013", "2271");
            assertThat(known.outcome(BURGLARY, "DIST-EASTERN", "FY2013").value())
                    .isNull();
            assertThat(known.periods(BURGLARY, "DIST-EASTERN")).isEmpty();
        }
    }

    @Nested
    class A_programme_area {
        @Test
        void has_the_figure_of_the_police_area_it_maps() {
            known.observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036")
                    .observed(BURGLARY, "AREA-TAIRAWHITI", "FY2014", "811");
            Outcome outcome = known.outcome(BURGLARY, "EAST-COAST", "FY2014");
            assertThat(outcome.value()).isEqualByComparingTo("811");
            assertThat(outcome.derived()).isEqualTo(Derived.CROSSWALK);
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.parts()).extracting(Outcome.Part::region).containsExactly("AREA-TAIRAWHITI");
            assertThat(outcome.previous().changePercent()).isEqualByComparingTo("-21.72");
            assertThat(outcome.provenance().basis()).isEqualTo(Basis.PUBLISHED);
        }

        @Test
        void has_the_sum_of_the_courts_it_maps() {
            known.observed(FAMILY_NEW, "COURT-GISBORNE", "FY2012", "938")
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2012", "69")
                    .observed(FAMILY_NEW, "COURT-RUATORIA", "FY2012", "0");
            Outcome outcome = known.outcome(FAMILY_NEW, "EAST-COAST", "FY2012");
            assertThat(outcome.value()).isEqualByComparingTo("1007");
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.sources())
                    .containsExactly("src-COURT-GISBORNE", "src-COURT-WAIROA", "src-COURT-RUATORIA");
        }

        @Test
        void shows_a_sum_that_lacks_a_part_and_compares_it_with_nothing() {
            known.observed(FAMILY_NEW, "COURT-GISBORNE", "FY2012", "938")
                    .observed(FAMILY_NEW, "COURT-GISBORNE", "FY2013", "900")
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2013", "70")
                    .observed(FAMILY_NEW, "COURT-RUATORIA", "FY2013", "1");
            Outcome incomplete = known.outcome(FAMILY_NEW, "EAST-COAST", "FY2012");
            assertThat(incomplete.value()).isEqualByComparingTo("938");
            assertThat(incomplete.complete()).isFalse();
            assertThat(incomplete.reason()).isEqualTo("Incomplete: no figure for COURT-WAIROA, COURT-RUATORIA");
            assertThat(incomplete.previous()).isNull();
            Outcome after = known.outcome(FAMILY_NEW, "EAST-COAST", "FY2013");
            assertThat(after.complete()).isTrue();
            assertThat(after.previous()).isNull();
            assertThat(after.previousReason()).isEqualTo("The sum for FY2012 is incomplete");
        }

        @Test
        void has_a_figure_of_its_own_that_beats_any_sum() {
            known.observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036")
                    .observed(BURGLARY, "EAST-COAST", "FY2013", "1234");
            Outcome outcome = known.outcome(BURGLARY, "EAST-COAST", "FY2013");
            assertThat(outcome.value()).isEqualByComparingTo("1234");
            assertThat(outcome.derived()).isNull();
        }

        @Test
        void has_no_figure_by_residence_and_says_why() {
            known.observed(REMAND, "NZ", "2012-06-30", "1854");
            Outcome outcome = known.outcome(REMAND, "EAST-COAST", "2012-06-30");
            assertThat(outcome.value()).isNull();
            assertThat(outcome.status()).isNull();
            assertThat(outcome.reason()).contains("where people live");
        }

        @Test
        void passes_a_rate_through_when_exactly_one_area_answers() {
            known.observed(RATE, "AREA-TAIRAWHITI", "FY2013", "612.5");
            Outcome outcome = known.outcome(RATE, "EAST-COAST", "FY2013");
            assertThat(outcome.value()).isEqualByComparingTo("612.5");
            assertThat(outcome.derived()).isEqualTo(Derived.CROSSWALK);
        }

        @Test
        void has_no_median_of_several_courts_even_if_only_one_is_known() {
            known.observed(DAYS, "COURT-GISBORNE", "FY2013", "100");
            Outcome outcome = known.outcome(DAYS, "EAST-COAST", "FY2013");
            assertThat(outcome.value()).isNull();
            assertThat(outcome.reason()).contains("MEDIAN").contains("3 areas");
        }

        @Test
        void never_adds_an_area_to_the_district_it_lies_in() {
            known.programmeArea("EAST", "AREA-TAIRAWHITI", "DIST-EASTERN")
                    .observed(BURGLARY, "AREA-TAIRAWHITI", "FY2013", "1036")
                    .observed(BURGLARY, "DIST-EASTERN", "FY2013", "3307");
            assertThat(known.outcome(BURGLARY, "EAST", "FY2013").value()).isEqualByComparingTo("3307");
        }

        @Test
        void never_adds_a_region_to_the_one_that_took_its_place() {
            known.programmeArea("HUTT", "AREA-HUTT-VALLEY", "AREA-LOWER-HUTT")
                    .observed(OFFENCES, "AREA-LOWER-HUTT", "FY2008", "10587")
                    .observed(OFFENCES, "AREA-UPPER-HUTT", "FY2008", "3880");
            assertThat(known.outcome(OFFENCES, "HUTT", "FY2008").value()).isEqualByComparingTo("14467");
        }

        @Test
        void adds_changes() {
            known.programmeArea("BOTH", "AREA-TAIRAWHITI", "AREA-HAWKES-BAY")
                    .observed(CHANGE, "AREA-TAIRAWHITI", "FY2013", "-100")
                    .observed(CHANGE, "AREA-HAWKES-BAY", "FY2013", "40");
            assertThat(known.outcome(CHANGE, "BOTH", "FY2013").value()).isEqualByComparingTo("-60");
        }

        @Test
        void that_maps_nothing_that_answers_says_so() {
            known.programmeArea("POLICE-ONLY", "AREA-TAIRAWHITI");
            assertThat(known.outcome(FAMILY_NEW, "POLICE-ONLY", "FY2012").reason())
                    .isEqualTo("POLICE-ONLY maps no area that answers for FAMILY_NEW");
        }

        @Test
        void is_synthetic_when_anything_it_rests_on_is() {
            known.observed(FAMILY_NEW, "COURT-GISBORNE", "FY2012", "938")
                    .observed(
                            FAMILY_NEW,
                            "COURT-WAIROA",
                            "FY2012",
                            "69",
                            ObservationStatus.E,
                            new Provenance(Basis.SYNTHETIC, null, null, List.of()))
                    .observed(FAMILY_NEW, "COURT-RUATORIA", "FY2012", "0");
            Outcome outcome = known.outcome(FAMILY_NEW, "EAST-COAST", "FY2012");
            assertThat(outcome.provenance().basis()).isEqualTo(Basis.SYNTHETIC);
            assertThat(outcome.status()).isEqualTo(ObservationStatus.E);
        }
    }

    @Nested
    class A_merged_region {
        private void familyFigures() {
            known.observed(FAMILY_NEW, "COURT-LOWER-HUTT", "FY2012", "1623")
                    .observed(FAMILY_NEW, "COURT-UPPER-HUTT", "FY2012", "639")
                    .observed(FAMILY_ACTIVE, "COURT-LOWER-HUTT", "2012-06-30", "656")
                    .observed(FAMILY_ACTIVE, "COURT-UPPER-HUTT", "2012-06-30", "198");
        }

        @Test
        void has_the_sum_of_its_predecessors_for_the_time_before() {
            familyFigures();
            Outcome outcome = known.outcome(FAMILY_NEW, "COURT-HUTT-VALLEY", "FY2012");
            assertThat(outcome.value()).isEqualByComparingTo("2262");
            assertThat(outcome.derived()).isEqualTo(Derived.PREDECESSORS);
            assertThat(outcome.complete()).isTrue();
            assertThat(outcome.parts())
                    .extracting(Outcome.Part::region)
                    .containsExactly("COURT-LOWER-HUTT", "COURT-UPPER-HUTT");
            assertThat(outcome.status()).isEqualTo(ObservationStatus.A);
        }

        @Test
        void passes_them_on_to_the_programme_area() {
            familyFigures();
            Outcome count = known.outcome(FAMILY_NEW, "HUTT-VALLEY", "FY2012");
            assertThat(count.value()).isEqualByComparingTo("2262");
            assertThat(count.derived()).isEqualTo(Derived.CROSSWALK);
            assertThat(count.parts())
                    .extracting(Outcome.Part::region)
                    .containsExactly("COURT-LOWER-HUTT", "COURT-UPPER-HUTT");
            Outcome stock = known.outcome(FAMILY_ACTIVE, "HUTT-VALLEY", "2012-06-30");
            assertThat(stock.value()).isEqualByComparingTo("854");
        }

        @Test
        void lists_the_periods_of_its_predecessors_before_the_merger_only() {
            familyFigures();
            known.observed(FAMILY_NEW, "COURT-LOWER-HUTT", "FY2013", "1")
                    .observed(FAMILY_NEW, "COURT-HUTT-VALLEY", "FY2014", "2");
            assertThat(known.periods(FAMILY_NEW, "COURT-HUTT-VALLEY")).containsExactly("FY2012", "FY2014");
            assertThat(known.periods(FAMILY_NEW, "HUTT-VALLEY")).containsExactly("FY2012", "FY2014");
        }

        @Test
        void has_no_sum_for_a_period_in_which_it_began() {
            familyFigures();
            known.observed(FAMILY_NEW, "COURT-LOWER-HUTT", "FY2013", "1000")
                    .observed(FAMILY_NEW, "COURT-UPPER-HUTT", "FY2013", "400");
            Outcome outcome = known.outcome(FAMILY_NEW, "COURT-HUTT-VALLEY", "FY2013");
            assertThat(outcome.value()).isNull();
            assertThat(outcome.reason()).contains("took the place of others on 2013-03-22");
        }

        @Test
        void with_one_predecessor_unknown_is_incomplete() {
            known.observed(OFFENCES, "AREA-LOWER-HUTT", "CY2008", "11026");
            Outcome outcome = known.outcome(OFFENCES, "AREA-HUTT-VALLEY", "CY2008");
            assertThat(outcome.value()).isEqualByComparingTo("11026");
            assertThat(outcome.complete()).isFalse();
            assertThat(outcome.parts()).extracting(Outcome.Part::value).containsNull();
        }

        @Test
        void has_no_median_of_its_predecessors() {
            known.observed(DAYS, "COURT-LOWER-HUTT", "FY2012", "90").observed(DAYS, "COURT-UPPER-HUTT", "FY2012", "80");
            assertThat(known.outcome(DAYS, "COURT-HUTT-VALLEY", "FY2012").value())
                    .isNull();
            assertThat(known.outcome(DAYS, "HUTT-VALLEY", "FY2012").value()).isNull();
        }

        @Test
        void sums_over_two_mergers() {
            known.merged("AREA-GREATER", RegionKind.POLICE_AREA, "NZ", "2015-07-01", "AREA-MIDDLE", "AREA-COAST")
                    .merged("AREA-MIDDLE", RegionKind.POLICE_AREA, "NZ", "2013-07-01", "AREA-NORTH", "AREA-SOUTH")
                    .observed(BURGLARY, "AREA-NORTH", "FY2012", "7")
                    .observed(BURGLARY, "AREA-SOUTH", "FY2012", "5")
                    .observed(BURGLARY, "AREA-COAST", "FY2012", "1");
            assertThat(known.outcome(BURGLARY, "AREA-GREATER", "FY2012").value())
                    .isEqualByComparingTo("13");
        }
    }

    @Nested
    class A_break_of_the_series {
        @Test
        void inside_a_period_gives_status_B_and_no_comparison() {
            known.broken(CRIMINAL_NEW, null, "2013-07-01", false)
                    .observed(CRIMINAL_NEW, "NZ", "CY2013", "139152")
                    .observed(CRIMINAL_NEW, "NZ", "CY2012", "150000")
                    .observed(CRIMINAL_NEW, "NZ", "CY2014", "130000");
            Outcome straddling = known.outcome(CRIMINAL_NEW, "NZ", "CY2013");
            assertThat(straddling.status()).isEqualTo(ObservationStatus.B);
            assertThat(straddling.previous()).isNull();
            assertThat(straddling.previousReason())
                    .isEqualTo("CY2013 straddles the break of 2013-07-01: Counted otherwise");
            assertThat(known.outcome(CRIMINAL_NEW, "NZ", "CY2014").previous()).isNull();
        }

        @Test
        void between_two_periods_refuses_the_comparison_with_its_reason() {
            known.broken(CRIMINAL_NEW, null, "2013-07-01", false)
                    .observed(CRIMINAL_NEW, "NZ", "FY2013", "139152")
                    .observed(CRIMINAL_NEW, "NZ", "FY2014", "133034");
            Outcome outcome = known.outcome(CRIMINAL_NEW, "NZ", "FY2014");
            assertThat(outcome.status()).isEqualTo(ObservationStatus.A);
            assertThat(outcome.previous()).isNull();
            assertThat(outcome.previousReason())
                    .isEqualTo("Not comparable across the break of 2013-07-01: Counted otherwise");
        }

        @Test
        void that_may_be_bridged_allows_it_and_marks_it() {
            known.broken(FAMILY_ACTIVE, "COURT-HUTT-VALLEY", "2013-03-22", true)
                    .observed(FAMILY_ACTIVE, "COURT-LOWER-HUTT", "2012-06-30", "656")
                    .observed(FAMILY_ACTIVE, "COURT-UPPER-HUTT", "2012-06-30", "198")
                    .observed(FAMILY_ACTIVE, "COURT-HUTT-VALLEY", "2013-06-30", "800");
            Outcome court = known.outcome(FAMILY_ACTIVE, "COURT-HUTT-VALLEY", "2013-06-30");
            assertThat(court.previous().value()).isEqualByComparingTo("854");
            assertThat(court.previous().derived()).isEqualTo(Derived.PREDECESSORS);
            assertThat(court.previous().acrossBreak()).isEqualTo("Counted otherwise");
            assertThat(known.outcome(FAMILY_ACTIVE, "HUTT-VALLEY", "2013-06-30")
                            .previous()
                            .acrossBreak())
                    .isNotNull();
        }

        @Test
        void of_another_region_or_measure_does_not_matter() {
            known.broken(FAMILY_NEW, "COURT-HUTT-VALLEY", "2013-07-01", false)
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2013", "10")
                    .observed(FAMILY_NEW, "COURT-WAIROA", "FY2014", "11");
            assertThat(known.outcome(FAMILY_NEW, "COURT-WAIROA", "FY2014").previous())
                    .isNotNull();
        }

        @Test
        void on_the_first_day_of_a_period_does_not_straddle_it() {
            known.broken(RATE, null, "2014-07-01", false).observed(RATE, "NZ", "FY2015", "547");
            assertThat(known.outcome(RATE, "NZ", "FY2015").status()).isEqualTo(ObservationStatus.A);
        }

        @Test
        void that_only_the_publisher_knew_of_is_believed() {
            known.observed(CRIMINAL_NEW, "NZ", "CY2013", "1", ObservationStatus.B, Known.published("s"))
                    .observed(CRIMINAL_NEW, "NZ", "CY2012", "1");
            assertThat(known.outcome(CRIMINAL_NEW, "NZ", "CY2013").previousReason())
                    .isEqualTo("CY2013 straddles a break of the series");
        }
    }

    @Nested
    class A_target {
        private Outcome.Aim aim(String period, String value) {
            known.target(CRIME, "NZ", "TargetSet", "2012-07-01", "-15", "2011-06-30", "2017-06-30")
                    .target(CRIME, "NZ", "TargetRevised", "2015-06-30", "-20", "2011-06-30", "2018-06-30")
                    .target(CRIME, "NZ", "TargetSuperseded", "2017-05-03", null, null, null)
                    .observed(CRIME, "NZ", period, value);
            return known.outcome(CRIME, "NZ", period).target();
        }

        @ParameterizedTest
        @CsvSource({
            "YE2013-09, -13, -15, 0.8667, ON_TRACK",
            "YE2013-09, -15, -15, 1, MET",
            "YE2013-09, -16, -15, 1.0667, EXCEEDED",
            "YE2016-06, -15, -20, 0.75, ON_TRACK",
            "YE2017-03, -13, -20, 0.65, BEHIND",
            "YE2017-03, 0, -20, 0, BEHIND",
            "YE2017-03, 3, -20, -0.15, WORSE_THAN_BASE"
        })
        void is_the_one_in_force_on_the_last_day(
                String period, String value, String aimed, String progress, Standing standing) {
            Outcome.Aim aim = aim(period, value);
            assertThat(aim.value()).isEqualByComparingTo(aimed);
            assertThat(aim.progress()).isEqualByComparingTo(progress);
            assertThat(aim.standing()).isEqualTo(standing);
        }

        @ParameterizedTest
        @CsvSource({"YE2012-06", "YE2017-06"})
        void holds_neither_before_it_was_set_nor_after_it_was_superseded(String period) {
            assertThat(aim(period, "-10")).isNull();
        }

        @Test
        void for_a_count_starts_from_the_figure_of_the_baseline() {
            known.target(BURGLARY, "NZ", "TargetSet", "2011-07-01", "800", "2011-06-30", "2015-06-30")
                    .observed(BURGLARY, "NZ", "FY2011", "1000")
                    .observed(BURGLARY, "NZ", "FY2013", "890");
            Outcome.Aim aim = known.outcome(BURGLARY, "NZ", "FY2013").target();
            assertThat(aim.progress()).isEqualByComparingTo("0.55");
            assertThat(aim.standing()).isEqualTo(Standing.ON_TRACK);
        }

        @Test
        void without_a_figure_for_the_baseline_says_so() {
            known.target(BURGLARY, "NZ", "TargetSet", "2011-07-01", "800", "2011-06-30", "2015-06-30")
                    .observed(BURGLARY, "NZ", "FY2013", "900");
            Outcome.Aim aim = known.outcome(BURGLARY, "NZ", "FY2013").target();
            assertThat(aim.progress()).isNull();
            assertThat(aim.reason()).isEqualTo("There is no figure for the baseline, 2011-06-30");
        }

        @Test
        void is_not_measured_across_a_break() {
            known.target(BURGLARY, "NZ", "TargetSet", "2011-07-01", "800", "2011-06-30", "2017-06-30")
                    .broken(BURGLARY, null, "2015-01-01", false)
                    .observed(BURGLARY, "NZ", "FY2011", "1000")
                    .observed(BURGLARY, "NZ", "FY2016", "900");
            assertThat(known.outcome(BURGLARY, "NZ", "FY2016").target().reason())
                    .contains("break of 2015-01-01");
        }
    }

    @Test
    void a_measure_that_is_a_change_has_no_change_in_percent() {
        known.observed(CRIME, "NZ", "YE2013-12", "-14").observed(CRIME, "NZ", "YE2012-12", "-9");
        Outcome outcome = known.outcome(CRIME, "NZ", "YE2013-12");
        assertThat(outcome.previous().change()).isEqualByComparingTo("-5");
        assertThat(outcome.previous().changePercent()).isNull();
    }
}
