package nz.flagships.reporting.caseload;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.reporting.disclosure.PeopleCount;
import nz.flagships.reporting.disclosure.RandomRounding;
import nz.flagships.reporting.disclosure.RoundedCount;
import nz.flagships.reporting.disclosure.UnitKeys;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.Regions;

/**
 * The declared table of joint cases: per region and month how many were opened, closed, and active at its end. Every
 * region that can have cases has a row for every month of the table, so that a row that is there says nothing.
 */
final class Caseload {
    private static final Set<RegionKind> COUNTED = EnumSet.of(
            RegionKind.COUNTRY, RegionKind.POLICE_DISTRICT, RegionKind.POLICE_AREA, RegionKind.PROGRAMME_AREA);

    private Caseload() {}

    /** A cell's place. */
    private record Place(String region, YearMonth month) {}

    /** One cell of the table, rounded. */
    record Cell(String region, YearMonth month, RoundedCount opened, RoundedCount closed, RoundedCount active) {}

    /**
     * Cases of a cell by the agency that opened them. Each agency's are rounded by themselves: rounded all together, a case
     * that an agency adds would draw the rounding of everybody's anew, and one that opens cases of months gone by, a known
     * number each time, would average it away.
     */
    private static final class Count {
        private final Map<String, PeopleCount> byAgency = new HashMap<>();

        void add(String agency, PeopleCount unit) {
            byAgency.merge(agency, unit, PeopleCount::plus);
        }

        RoundedCount rounded() {
            return byAgency.values().stream()
                    .map(RandomRounding::round)
                    .reduce(new RoundedCount(0), RoundedCount::plus);
        }
    }

    private static final class Counts {
        private final Count opened = new Count();
        private final Count closed = new Count();
        private final Count active = new Count();
    }

    /**
     * Counts and rounds.
     *
     * @param through the last month of the table, a closed one
     * @return by region and month; empty where there is no case yet
     */
    static List<Cell> of(Collection<CaseHistory> cases, Regions regions, YearMonth through, UnitKeys keys) {
        YearMonth earliest = cases.stream()
                .flatMap(one -> one.steps().stream())
                .map(CaseHistory.Step::month)
                .min(YearMonth::compareTo)
                .orElse(null);
        if (earliest == null || earliest.isAfter(through)) {
            return List.of();
        }
        // From a January, so that the table's first month is not that of the first case.
        YearMonth from = earliest.withMonth(1);
        Map<Place, Counts> counts = new HashMap<>();
        for (CaseHistory one : cases) {
            PeopleCount unit = keys.one(one.stream());
            Set<String> places = regions.countedIn(one.region());
            for (YearMonth month = from; !month.isAfter(through); month = month.plusMonths(1)) {
                boolean opened = one.openedIn(month);
                boolean closed = one.closedIn(month);
                boolean active = one.activeAtEndOf(month);
                if (!opened && !closed && !active) {
                    continue;
                }
                for (String place : places) {
                    Counts cell = counts.computeIfAbsent(new Place(place, month), p -> new Counts());
                    if (opened) {
                        cell.opened.add(one.agency(), unit);
                    }
                    if (closed) {
                        cell.closed.add(one.agency(), unit);
                    }
                    if (active) {
                        cell.active.add(one.agency(), unit);
                    }
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        Counts nothing = new Counts();
        for (Region region : regions.all()) {
            if (!COUNTED.contains(region.kind())) {
                continue;
            }
            for (YearMonth month = from; !month.isAfter(through); month = month.plusMonths(1)) {
                Counts cell = counts.getOrDefault(new Place(region.code(), month), nothing);
                cells.add(new Cell(
                        region.code(), month, cell.opened.rounded(), cell.closed.rounded(), cell.active.rounded()));
            }
        }
        return cells;
    }
}
