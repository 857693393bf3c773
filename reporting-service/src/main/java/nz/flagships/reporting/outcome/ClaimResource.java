package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Rows;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.RegionRows;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.Targets;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/claims}: each claim beside the published figures of the time it speaks of. The figures are of its measure,
 * and of the measures that tell its changes where no counts were published (their codes begin with its own, {@code _CHANGE}).
 */
@Path("/v1/claims")
public class ClaimResource extends ListResource<Claim> {
    private static final Map<String, Object> DEFINITIONS = Map.of(
            "figures",
            "Published figures of periods that overlap the claim, of its region (same) and of the regions that one lies in (wider). A"
                    + " claim is a bare before and after: whether it was the initiative's doing, a comparison tells");

    ClaimResource() {
        super(Listing.of("Claims, beside what the figures say", Claim.class, "measure", "number")
                .example("""
                                {"measure":"RECORDED_OFFENCES","number":3,"region":"AREA-HUTT-VALLEY","from":"2011-06","to":"2013-09",
                                 "claimedChangePercent":-23,"by":"Minister of Justice","source":"minister-apr14",
                                 "figures":[{"relation":"SAME","measure":"RECORDED_OFFENCES_CHANGE_PCT","region":"AREA-HUTT-VALLEY","period":"FY2012",
                                 "value":-12.9,"unit":"percent","status":"A","changePercent":-12.9,"changeReason":null,"sources":["huttvalley-12"],
                                 "synthetic":false}],"reason":null,"synthetic":false,
                                 "provenance":{"basis":"published","source":"minister-apr14","note":null,"inferred":[]}}"""));
    }

    /** Put together so many at a time. */
    private static final int AT_ONCE = 25;

    private static final Relation<Claim> CLAIMS = Relation.of(
                    "select * from claim",
                    row -> new Claim(
                            row.text("measure"),
                            row.number("version"),
                            row.text("region"),
                            new PartialDate(row.text("began")),
                            new PartialDate(row.text("ended")),
                            Objects.requireNonNull(row.decimal("change_percent")),
                            row.text("claimed_by"),
                            row.text("by_source"),
                            List.of(),
                            null,
                            row.provenance().basis() == Basis.SYNTHETIC,
                            row.provenance()))
            .columns("measure", "region")
            .column("number", "version")
            .column("from", "began")
            .column("to", "ended")
            .column("claimedChangePercent", "change_percent")
            .column("by", "claimed_by")
            .column("source", "by_source")
            .provenance();

    @Override
    protected Found<Claim> find(Connection connection, Query query) throws SQLException {
        Regions regions = RegionRows.read(connection);
        List<Measure> measures = OutcomeRows.measures(connection);
        List<SeriesBreak> breaks = OutcomeRows.breaks(connection);
        return Found.of(Rows.assembled(
                        CLAIMS.rows(connection),
                        AT_ONCE,
                        claims -> beside(connection, claims, regions, measures, breaks)))
                .defining(DEFINITIONS);
    }

    private static List<Claim> beside(
            Connection connection,
            List<Claim> claims,
            Regions regions,
            List<Measure> measures,
            List<SeriesBreak> breaks)
            throws SQLException {
        Set<String> needed = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        for (Claim claim : claims) {
            regions.find(claim.region()).ifPresent(region -> {
                needed.addAll(Outcomes.neededFor(regions, region));
                regions.above(region).forEach(wider -> needed.addAll(Outcomes.neededFor(regions, wider)));
            });
            measures.stream()
                    .map(Measure::code)
                    .filter(measure -> tells(measure, claim))
                    .forEach(told::add);
        }
        Outcomes outcomes = new Outcomes(
                regions, OutcomeRows.observations(connection, told, needed), breaks, Targets.of(List.of()));
        return claims.stream()
                .map(claim -> beside(claim, regions, measures, outcomes))
                .toList();
    }

    private static boolean tells(String measure, Claim claim) {
        return measure.equals(claim.measure()) || measure.startsWith(claim.measure() + "_CHANGE");
    }

    static Claim beside(Claim claim, Regions regions, List<Measure> measures, Outcomes outcomes) {
        List<Claim.Figure> figures = new ArrayList<>();
        boolean keptBack = false;
        Region own = regions.find(claim.region()).orElse(null);
        if (own != null) {
            keptBack = figures(claim, Claim.Relation.SAME, own, measures, outcomes, figures);
            regions.above(own)
                    .forEach(wider -> figures(claim, Claim.Relation.WIDER, wider, measures, outcomes, figures));
        }
        boolean same = figures.stream().anyMatch(figure -> figure.relation() == Claim.Relation.SAME);
        return new Claim(
                claim.measure(),
                claim.number(),
                claim.region(),
                claim.from(),
                claim.to(),
                claim.claimedChangePercent(),
                claim.by(),
                claim.source(),
                List.copyOf(figures),
                same
                        ? null
                        : (keptBack
                                        ? "The figures of %s for %s between %s and %s are suppressed: they count people, or too few of them"
                                        : "No figure of %s was published for %s between %s and %s")
                                .formatted(claim.measure(), claim.region(), claim.from(), claim.to()),
                claim.synthetic() || figures.stream().anyMatch(Claim.Figure::synthetic),
                claim.provenance());
    }

    /** Adds the figures that may be shown; true if there are others, which are kept back. */
    private static boolean figures(
            Claim claim,
            Claim.Relation relation,
            Region region,
            List<Measure> measures,
            Outcomes outcomes,
            List<Claim.Figure> to) {
        LocalDate first = claim.from().earliest();
        LocalDate last = claim.to().latest();
        boolean keptBack = false;
        for (Measure measure : measures) {
            if (!tells(measure.code(), claim)) {
                continue;
            }
            for (Period period : outcomes.periods(measure, region)) {
                if (period.last().isBefore(first) || period.first().isAfter(last)) {
                    continue;
                }
                Outcome outcome = outcomes.of(measure, region, period);
                keptBack |= outcome.status() == ObservationStatus.Q;
                if (outcome.value() != null) {
                    boolean tells = !measure.code().equals(claim.measure())
                            && measure.unit().equals("percent");
                    to.add(new Claim.Figure(
                            relation,
                            measure.code(),
                            region.code(),
                            outcome.period(),
                            outcome.value(),
                            outcome.unit(),
                            outcome.status(),
                            tells ? outcome.value() : change(outcome),
                            tells ? null : outcome.previousReason(),
                            outcome.sources(),
                            outcome.provenance().basis() == Basis.SYNTHETIC));
                }
            }
        }
        return keptBack;
    }

    private static @Nullable BigDecimal change(Outcome outcome) {
        return outcome.previous() == null ? null : outcome.previous().changePercent();
    }
}
