package nz.flagships.reporting.outcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Rows;
import nz.flagships.reporting.readmodel.Row;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.Targets;

/**
 * Reckons outcomes in the order of measures and regions, a part of them at a time: what was observed is read for that part
 * alone, and nothing of it is kept.
 */
final class OutcomeSearch implements Rows<Outcome> {
    /** Observations that are in memory at once, unless a single series has more. */
    private static final int AT_ONCE = 5_000;

    private static final Comparator<Outcome> BY_DAYS =
            Comparator.comparing(Outcome::lastDay).thenComparing(Outcome::firstDay);

    private final Connection connection;
    private final Regions regions;
    private final List<Measure> measures;
    private final List<Region> asked;
    private final Periods periods;
    private final List<SeriesBreak> breaks;
    private final Targets targets;
    private final boolean closed;
    private final List<Unanswered> unanswered = new ArrayList<>();

    /** A measure that has no figure at all for a region that was asked for by name, and why. */
    record Unanswered(String measure, String region, String reason) {}

    /**
     * @param measures by code
     * @param asked the regions, by code
     * @param closed whether measures and regions were named, so that there is an answer for each
     */
    OutcomeSearch(
            Connection connection,
            Regions regions,
            List<Measure> measures,
            List<Region> asked,
            Periods periods,
            List<SeriesBreak> breaks,
            Targets targets,
            boolean closed) {
        this.connection = connection;
        this.regions = regions;
        this.measures = measures;
        this.asked = asked;
        this.periods = periods;
        this.breaks = breaks;
        this.targets = targets;
        this.closed = closed;
    }

    /** What had no figure at all among the rows that were read. */
    List<Unanswered> unanswered() {
        return unanswered;
    }

    @Override
    public boolean ordered(Query query) {
        return !query.isSorted();
    }

    private record Place(Measure measure, Region region) {}

    @Override
    public void each(Query query, Taker<Outcome> to) throws SQLException {
        List<Place> places = places(query);
        SortedMap<String, Map<String, Long>> counts = counts();
        int from = 0;
        while (from < places.size()) {
            int until = from;
            long observed = 0;
            while (until < places.size() && (until == from || observed < AT_ONCE)) {
                Place place = places.get(until++);
                Map<String, Long> of = counts.getOrDefault(place.measure().code(), Map.of());
                observed += Outcomes.neededFor(regions, place.region()).stream()
                        .mapToLong(code -> of.getOrDefault(code, 0L))
                        .sum();
            }
            if (!reckon(places.subList(from, until), to)) {
                return;
            }
            from = until;
        }
    }

    /** Measures and regions that there may be rows of, beyond the place to go on from. */
    private List<Place> places(Query query) {
        String measure = query.after("measure");
        String region = query.after("region");
        List<Place> places = new ArrayList<>();
        for (Measure of : measures) {
            int beyond = measure == null ? 1 : of.code().compareTo(measure);
            for (Region in : asked) {
                if (beyond > 0 || beyond == 0 && (region == null || in.code().compareTo(region) >= 0)) {
                    places.add(new Place(of, in));
                }
            }
        }
        return places;
    }

    private SortedMap<String, Map<String, Long>> counts() throws SQLException {
        SortedMap<String, Map<String, Long>> counts = new TreeMap<>();
        Row.each(
                connection,
                "select measure, region, count(*) as observed from observation where measure = any (?) group by measure, region",
                AT_ONCE,
                row -> {
                    counts.computeIfAbsent(row.text("measure"), m -> new LinkedHashMap<>())
                            .put(row.text("region"), row.number("observed"));
                    return true;
                },
                measures.stream().map(Measure::code).toList());
        return counts;
    }

    private boolean reckon(List<Place> places, Taker<Outcome> to) throws SQLException {
        Set<String> codes = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        for (Place place : places) {
            codes.add(place.measure().code());
            needed.addAll(Outcomes.neededFor(regions, place.region()));
        }
        Outcomes outcomes = new Outcomes(regions, OutcomeRows.observations(connection, codes, needed), breaks, targets);
        for (Place place : places) {
            for (Outcome row : rows(outcomes, place.measure(), place.region())) {
                if (!to.take(row)) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Outcome> rows(Outcomes outcomes, Measure measure, Region region) {
        List<Outcome> rows = new ArrayList<>();
        Collection<Period> known = outcomes.periods(measure, region);
        for (Period period : known) {
            if (periods.ranges(period) || periods.names(period)) {
                rows.add(outcomes.of(measure, region, period));
            }
        }
        // Whoever names measure, region and period is told why there is nothing.
        if (closed) {
            Set<Days> there = known.stream().map(Days::of).collect(Collectors.toSet());
            periods.named().stream()
                    .filter(one -> !there.contains(Days.of(one)))
                    .forEach(one -> rows.add(outcomes.of(measure, region, one)));
            if (rows.isEmpty() && known.isEmpty()) {
                unanswered.add(new Unanswered(measure.code(), region.code(), outcomes.whyNone(measure, region)));
            }
        }
        rows.sort(BY_DAYS);
        return rows;
    }
}
