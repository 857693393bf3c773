package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.RegionRows;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.TargetRows;
import nz.flagships.reporting.target.Targets;

/**
 * {@code GET /v1/outcomes?measure=BURGLARY&region=EAST-COAST&period=FY2013..FY2014}: what measures came to in regions and
 * periods, each answered by {@link Outcomes}.
 */
@Path("/v1/outcomes")
public class OutcomeResource extends ListResource<Outcome> {
    // A question names periods one by one, so it could be made as large as one likes.
    private static final int MOST_QUESTIONS = 20_000;

    OutcomeResource() {
        super(Listing.of(
                        "Outcomes: what measures came to, per region and period",
                        Outcome.class,
                        "measure",
                        "region",
                        "lastDay",
                        "firstDay")
                .with("measure", "Codes of measures; by default all")
                .with("region", "Codes of regions, areas, courts, districts or programme areas; by default all")
                .with(
                        "period",
                        "Periods or ranges of them (FY2013, CY2013, YE2013-09, 2013-Q3, 2013-07, 2013-06-30, FY2013..FY2015); by default all")
                .example("""
                        {"measure":"BURGLARY","region":"EAST-COAST","period":"FY2014","firstDay":"2013-07-01","lastDay":"2014-06-30",
                         "value":811,"status":"A","unit":"offences","sources":["police-tairawhiti-14"],"derived":"crosswalk",
                         "parts":[{"region":"AREA-TAIRAWHITI","period":"FY2014","value":811,"status":"A","source":"police-tairawhiti-14"}],
                         "complete":true,"reason":null,
                         "previous":{"period":"FY2013","value":1036,"status":"A","change":-225,"changePercent":-21.72,"derived":"crosswalk","synthetic":false,"acrossBreak":null},
                         "previousReason":null,"target":null,
                         "provenance":{"basis":"published","source":null,"note":null,"inferred":[]},
                         "recordedAt":"2026-11-21T09:00:00Z","knownAt":"2014-09-30T11:00:00Z"}"""));
    }

    @Override
    protected Found<Outcome> find(Connection connection, Query query) throws SQLException {
        Periods periods = Periods.of(query.own("period"));
        Regions regions = RegionRows.read(connection);
        List<Region> askedRegions = asked(
                query.own("region"),
                regions.all().stream()
                        .collect(Collectors.toMap(Region::code, Function.identity(), (a, b) -> a, LinkedHashMap::new)),
                QueryRule.UNKNOWN_REGION);
        List<Measure> askedMeasures = asked(
                query.own("measure"),
                OutcomeRows.measures(connection).stream()
                        .collect(Collectors.toMap(Measure::code, Function.identity(), (a, b) -> a, LinkedHashMap::new)),
                QueryRule.UNKNOWN_MEASURE);
        if ((long) askedMeasures.size()
                        * askedRegions.size()
                        * Math.max(1, periods.named().size())
                > MOST_QUESTIONS) {
            throw QueryRule.TOO_MANY_QUESTIONS.exception();
        }
        Set<String> needed = new TreeSet<>();
        askedRegions.forEach(region -> needed.addAll(Outcomes.neededFor(regions, region)));
        List<SeriesBreak> breaks = OutcomeRows.breaks(connection);
        Outcomes outcomes = new Outcomes(
                regions,
                OutcomeRows.observations(
                        connection, askedMeasures.stream().map(Measure::code).toList(), needed),
                breaks,
                Targets.of(TargetRows.read(connection)));

        boolean closed = !query.own("measure").isEmpty() && !query.own("region").isEmpty();
        List<Outcome> rows = new ArrayList<>();
        List<Unanswered> unanswered = new ArrayList<>();
        Set<Measure> explained = new LinkedHashSet<>();
        for (Measure measure : askedMeasures) {
            for (Region region : askedRegions) {
                int before = rows.size();
                Collection<Period> known = outcomes.periods(measure, region);
                for (Period period : known) {
                    if (periods.ranges(period) || periods.named().stream().anyMatch(period::sameDays)) {
                        rows.add(outcomes.of(measure, region, period));
                    }
                }
                // Whoever names measure, region and period is told why there is nothing.
                if (closed) {
                    periods.named().stream()
                            .filter(named -> known.stream().noneMatch(named::sameDays))
                            .forEach(named -> rows.add(outcomes.of(measure, region, named)));
                }
                if (rows.size() > before) {
                    explained.add(measure);
                } else if (closed && known.isEmpty()) {
                    unanswered.add(new Unanswered(measure.code(), region.code(), outcomes.whyNone(measure, region)));
                }
            }
        }
        return Found.of(rows).defining(definitions(explained, breaks, unanswered));
    }

    private static <T> List<T> asked(List<String> codes, Map<String, T> known, QueryRule unknown) {
        if (codes.isEmpty()) {
            return List.copyOf(known.values());
        }
        List<T> found = new ArrayList<>();
        for (String code : new LinkedHashSet<>(codes)) {
            T one = known.get(code);
            if (one == null) {
                throw unknown.exception();
            }
            found.add(one);
        }
        return found;
    }

    /** A measure as an answer explains it. */
    record Definition(Measure measure, List<SeriesBreak> breaks) {}

    /** A measure that has no figure at all for a region that was asked for by name, and why. */
    record Unanswered(String measure, String region, String reason) {}

    private static Map<String, Object> definitions(
            Collection<Measure> measures, List<SeriesBreak> breaks, List<Unanswered> unanswered) {
        Map<String, Definition> explained = new TreeMap<>();
        measures.forEach(measure -> explained.put(
                measure.code(),
                new Definition(
                        measure,
                        breaks.stream()
                                .filter(b -> b.measure().equals(measure.code()))
                                .toList())));
        return Map.of("measures", explained, "unanswered", unanswered);
    }
}
