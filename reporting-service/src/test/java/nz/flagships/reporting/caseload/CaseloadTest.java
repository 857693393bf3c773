package nz.flagships.reporting.caseload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.reporting.caseload.CaseHistory.Step;
import nz.flagships.reporting.disclosure.UnitKeys;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.Regions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseloadTest {
    private static final YearMonth MAY = YearMonth.of(2026, 5);
    private static final YearMonth JULY = YearMonth.of(2026, 7);

    private final UnitKeys keys = new UnitKeys("only-for-tests");
    private final Regions regions = Regions.of(List.of(
            region("NZ", RegionKind.COUNTRY, null),
            region("DIST", RegionKind.POLICE_DISTRICT, "NZ"),
            region("AREA", RegionKind.POLICE_AREA, "DIST"),
            region("EMPTY", RegionKind.POLICE_AREA, "DIST"),
            region("COURT", RegionKind.DISTRICT_COURT, "NZ"),
            region("PROGRAMME", RegionKind.PROGRAMME_AREA, "NZ", "AREA")));

    private static Region region(String code, RegionKind kind, @Nullable String parent, String... maps) {
        return new Region(code, code, kind, parent, null, null, List.of(), null, List.of(maps), Provenance.OPERATIONAL);
    }

    private static CaseHistory history(int number, String region, Step... steps) {
        return new CaseHistory("case/" + number, region, Set.of("POLICE"), false, List.of(steps));
    }

    private static Caseload.Cell cell(List<Caseload.Cell> cells, String region, YearMonth month) {
        return cells.stream()
                .filter(cell -> cell.region().equals(region) && cell.month().equals(month))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_same_cases_have_the_same_figure_in_their_region_in_what_it_lies_in_and_in_the_programme_area() {
        // given seven cases, a number that has to be rounded
        List<CaseHistory> cases = IntStream.range(0, 7)
                .mapToObj(i -> history(i, "AREA", new Step(Change.OPENED, MAY)))
                .toList();
        // when
        List<Caseload.Cell> cells = Caseload.of(cases, regions, JULY, keys);
        // then
        Caseload.Cell area = cell(cells, "AREA", MAY);
        assertThat(area.opened().value()).isIn(6, 9);
        assertThat(area.active()).isEqualTo(area.opened());
        for (String place : List.of("DIST", "NZ", "PROGRAMME")) {
            assertThat(cell(cells, place, MAY).opened()).isEqualTo(area.opened());
        }
        assertThat(cell(cells, "AREA", MAY.plusMonths(1)).opened().value()).isZero();
        assertThat(cell(cells, "AREA", JULY).active()).isEqualTo(area.active());
    }

    @Test
    void a_row_that_is_there_says_nothing() {
        List<Caseload.Cell> cells =
                Caseload.of(List.of(history(1, "AREA", new Step(Change.OPENED, MAY))), regions, JULY, keys);
        assertThat(cells).hasSize(5 * 7);
        assertThat(cell(cells, "EMPTY", YearMonth.of(2026, 1)).active().value()).isZero();
        assertThat(cells).noneMatch(cell -> cell.region().equals("COURT"));
    }

    @Test
    void a_month_after_the_last_closed_one_is_not_in_the_table() {
        List<CaseHistory> cases = List.of(history(1, "AREA", new Step(Change.OPENED, JULY.plusMonths(1))));
        assertThat(Caseload.of(cases, regions, JULY, keys)).isEmpty();
    }

    @Test
    void no_case_gives_no_table() {
        assertThat(Caseload.of(List.of(), regions, JULY, keys)).isEmpty();
    }

    @Test
    void a_case_is_active_by_the_last_thing_recorded_until_the_end_of_the_month() {
        CaseHistory one = history(
                1,
                "AREA",
                new Step(Change.OPENED, MAY),
                new Step(Change.CLOSED, MAY),
                new Step(Change.REOPENED, MAY.plusMonths(1)),
                new Step(Change.CLOSED, JULY));
        assertThat(one.activeAtEndOf(MAY.minusMonths(1))).isFalse();
        assertThat(one.openedIn(MAY)).isTrue();
        assertThat(one.closedIn(MAY)).isTrue();
        assertThat(one.activeAtEndOf(MAY)).isFalse();
        assertThat(one.activeAtEndOf(MAY.plusMonths(1))).isTrue();
        assertThat(one.openedIn(MAY.plusMonths(1))).isFalse();
        assertThat(one.activeAtEndOf(JULY)).isFalse();
    }

    @Test
    void the_table_does_not_depend_on_the_order_of_the_cases() {
        List<CaseHistory> cases = new ArrayList<>(IntStream.range(0, 50)
                .mapToObj(i -> history(i, i % 3 == 0 ? "AREA" : "PROGRAMME", new Step(Change.OPENED, MAY)))
                .toList());
        List<Caseload.Cell> cells = Caseload.of(cases, regions, JULY, keys);
        assertThat(Caseload.of(cases.reversed(), regions, JULY, keys)).isEqualTo(cells);
    }

    @Test
    void an_agency_that_opens_back_dated_cases_cannot_average_the_rounding_away() {
        // given seven cases of another agency, and of ours a known number that differs from vintage to vintage
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        List<CaseHistory> others = IntStream.range(0, 7)
                .mapToObj(i -> history(i, "AREA", new Step(Change.OPENED, MAY)))
                .toList();
        UnitKeys secret = new UnitKeys("secret of " + seed);
        int shown = cell(Caseload.of(others, regions, JULY, secret), "AREA", MAY)
                .opened()
                .value();
        double sum = 0;
        int vintages = 600;
        List<CaseHistory> ours = new ArrayList<>();
        for (int vintage = 0; vintage < vintages; vintage++) {
            ours.add(new CaseHistory(
                    "case/" + seed + "/" + vintage,
                    "AREA",
                    Set.of("OURS"),
                    false,
                    List.of(new Step(Change.OPENED, MAY))));
            List<CaseHistory> all = new ArrayList<>(others);
            all.addAll(ours);

            // when we take away what we know to be ours
            sum += cell(Caseload.of(all, regions, JULY, secret), "AREA", MAY)
                            .opened()
                            .value()
                    - ours.size();
        }

        // then what is left, on average, is what was shown of the others all along, and not how many they are
        assertThat(sum / vintages).isBetween(shown - 0.4, shown + 0.4);
        assertThat(Math.abs(sum / vintages - others.size())).isGreaterThan(0.5);
    }

    @Test
    void an_agency_that_was_passed_the_lead_cannot_average_the_rounding_away_by_closing_and_opening_again() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        YearMonth first = YearMonth.of(1990, 1);
        for (int others : new int[] {4, 5, 7, 8, 10, 11}) {
            // given cases of another agency, and ten that it opened and passed to us, which we close and open again as
            // we like
            List<CaseHistory> cases = new ArrayList<>();
            for (int i = 0; i < others; i++) {
                cases.add(new CaseHistory(
                        "case/" + seed + "/theirs/" + others + "/" + i,
                        "AREA",
                        Set.of("THEIRS"),
                        false,
                        List.of(new Step(Change.OPENED, first))));
            }
            UnitKeys secret = new UnitKeys("secret of " + seed);
            int shown = cell(Caseload.of(cases, regions, JULY, secret), "AREA", JULY)
                    .active()
                    .value();
            Map<YearMonth, Integer> ours = new TreeMap<>();
            for (int i = 0; i < 10; i++) {
                cases.add(new CaseHistory(
                        "case/" + seed + "/passed/" + others + "/" + i,
                        "AREA",
                        Set.of("THEIRS", "OURS"),
                        false,
                        movedAtWill(first, random, ours)));
            }

            // when we take away, month by month of one vintage, what we know to be active of ours
            List<Caseload.Cell> cells = Caseload.of(cases, regions, JULY, secret);
            double left = cells.stream()
                    .filter(cell -> cell.region().equals("AREA") && cell.month().isAfter(first))
                    .mapToInt(cell -> cell.active().value() - ours.getOrDefault(cell.month(), 0))
                    .average()
                    .orElseThrow();

            // then what is left, on average, is what was shown of the others all along, and not how many they are
            assertThat(left).as(others + " others").isBetween(shown - 0.4, shown + 0.4);
            assertThat(Math.abs(left - others)).as(others + " others").isGreaterThan(0.5);
        }
    }

    /** Opened in the first month and then, month by month, closed, opened again or left as it is. */
    private static List<Step> movedAtWill(YearMonth first, Random random, Map<YearMonth, Integer> active) {
        List<Step> steps = new ArrayList<>(List.of(new Step(Change.OPENED, first)));
        boolean open = true;
        for (YearMonth month = first.plusMonths(1); !month.isAfter(JULY); month = month.plusMonths(1)) {
            if (random.nextBoolean() != open) {
                open = !open;
                steps.add(new Step(open ? Change.REOPENED : Change.CLOSED, month));
            }
            if (open) {
                active.merge(month, 1, Integer::sum);
            }
        }
        return steps;
    }
}
