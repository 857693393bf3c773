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
     * Cases of a cell by the agencies that have ever led them. Each such set's are rounded by themselves. Rounded together with
     * others, a case that an agency opens, closes or opens again would draw the rounding of those anew, and an agency that does so
     * for months gone by, a known number each time, would average it away. Only a lead can do so: what an agency moves is rounded
     * with cases alone that it has led as well.
     */
    private static final class Count {
        private final Map<Set<String>, PeopleCount> byLeads = new HashMap<>();

        void add(Set<String> ledBy, PeopleCount unit) {
            byLeads.merge(ledBy, unit, PeopleCount::plus);
        }

        RoundedCount rounded() {
            return byLeads.values().stream().map(RandomRounding::round).reduce(new RoundedCount(0), RoundedCount::plus);
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
                        cell.opened.add(one.ledBy(), unit);
                    }
                    if (closed) {
                        cell.closed.add(one.ledBy(), unit);
                    }
                    if (active) {
                        cell.active.add(one.ledBy(), unit);
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
