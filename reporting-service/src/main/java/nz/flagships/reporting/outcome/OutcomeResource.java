package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.query.Values;
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
                .with(Parameter.many(
                        "measure", "Codes of measures; by default all", new Values.Codes(CodeList.MEASURE)))
                .with(Parameter.many(
                        "region",
                        "Codes of regions, areas, courts, districts or programme areas; by default all",
                        new Values.Codes(CodeList.REGION)))
                .with(Parameter.many("period", "The periods; by default all", Values.PERIOD))
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
        Set<String> regionCodes = Set.copyOf(query.own("region"));
        Set<String> measureCodes = Set.copyOf(query.own("measure"));
        // By code. What is named by facts and not defined yet has no figures that could be reckoned.
        List<Region> askedRegions = regions.all().stream()
                .filter(region -> regionCodes.isEmpty() || regionCodes.contains(region.code()))
                .toList();
        List<Measure> askedMeasures = OutcomeRows.measures(connection).stream()
                .filter(measure -> measureCodes.isEmpty() || measureCodes.contains(measure.code()))
                .toList();
        if ((long) askedMeasures.size()
                        * askedRegions.size()
                        * Math.max(1, periods.named().size())
                > MOST_QUESTIONS) {
            throw QueryRule.TOO_MANY_QUESTIONS.exception();
        }
        List<SeriesBreak> breaks = OutcomeRows.breaks(connection);
        OutcomeSearch search = new OutcomeSearch(
                connection,
                regions,
                askedMeasures,
                askedRegions,
                periods,
                breaks,
                Targets.of(TargetRows.read(connection)),
                !measureCodes.isEmpty() && !regionCodes.isEmpty());
        return Found.of(search)
                .explaining(page -> definitions(
                        askedMeasures.stream()
                                .filter(measure -> page.stream()
                                        .anyMatch(row ->
                                                row.path("measure").asText().equals(measure.code())))
                                .toList(),
                        breaks,
                        search.unanswered()));
    }

    /** A measure as an answer explains it. */
    record Definition(Measure measure, List<SeriesBreak> breaks) {}

    private static Map<String, Object> definitions(
            Collection<Measure> measures, List<SeriesBreak> breaks, List<OutcomeSearch.Unanswered> unanswered) {
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
