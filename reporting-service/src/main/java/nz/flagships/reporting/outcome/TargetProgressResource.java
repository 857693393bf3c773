package nz.flagships.reporting.outcome;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Basis;
import nz.flagships.events.Period;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.NewZealand;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Values;
import nz.flagships.reporting.region.Region;
import nz.flagships.reporting.region.RegionRows;
import nz.flagships.reporting.region.Regions;
import nz.flagships.reporting.target.TargetEvent;
import nz.flagships.reporting.target.TargetRows;
import nz.flagships.reporting.target.Targets;
import nz.flagships.reporting.target.TargetsInForceResource;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/targets/progress?on=2016-06-30}: how far each target in force on a day had been reached by then. */
@Path("/v1/targets/progress")
public class TargetProgressResource extends ListResource<TargetProgress> {
    private static final Map<String, Object> DEFINITIONS = Map.of(
            "progress",
            "(base − now)/(base − target): 0 at the base, 1 at the target; the base of a change is 0",
            "standing",
            "exceeded: beyond the target; met: exactly there; on track: at least the share of the time from baseline to `by` that had"
                    + " gone by when the period ended; behind: less than that; worse than base: below 0");

    private final Clock clock;

    TargetProgressResource(Clock clock) {
        super(Listing.of(
                        "Targets in force on a day, and how far each had been reached",
                        TargetProgress.class,
                        "measure",
                        "region")
                .with(Parameter.one(
                        "on", "The day, as 2016-06-30; by default today in New Zealand", Values.DAY_THAT_HAS_BEGUN))
                .holding("event", TargetRows.EVENTS)
                .example("""
                                {"measure":"BPS_TOTAL_CRIME","region":"NZ","version":2,"event":"TargetRevised","announcedOn":"2015-06-30",
                                 "value":-20,"unit":"percent","baseline":"2011-06-30","by":"2018-06-30","period":"YE2016-06","now":-15,
                                 "progress":0.75,"standing":"ON_TRACK","reason":null,"synthetic":false,
                                 "provenance":{"basis":"published","source":"bps-progress-mar17","note":null,"inferred":["announcedOn"]}}"""));
        this.clock = clock;
    }

    @Override
    protected Map<String, Class<?>> about() {
        return Map.of("on", LocalDate.class);
    }

    @Override
    protected Found<TargetProgress> find(Connection connection, Query query) throws SQLException {
        LocalDate on = TargetsInForceResource.day(query.own("on"), today());
        Targets targets = Targets.of(TargetRows.read(connection));
        List<TargetEvent> inForce = targets.inForce(on);
        Regions regions = RegionRows.read(connection);
        List<Measure> measures = OutcomeRows.measures(connection);
        Set<String> needed = new TreeSet<>();
        inForce.forEach(target ->
                regions.find(target.region()).ifPresent(region -> needed.addAll(Outcomes.neededFor(regions, region))));
        Outcomes outcomes = new Outcomes(
                regions,
                OutcomeRows.observations(
                        connection, inForce.stream().map(TargetEvent::measure).toList(), needed),
                OutcomeRows.breaks(connection),
                targets);
        List<TargetProgress> rows = new ArrayList<>();
        for (TargetEvent target : inForce) {
            Measure measure = measures.stream()
                    .filter(each -> each.code().equals(target.measure()))
                    .findFirst()
                    .orElse(null);
            rows.add(progress(target, measure, regions.find(target.region()).orElse(null), on, outcomes));
        }
        return new Found<>(rows, DEFINITIONS, Map.of("on", on), false);
    }

    static TargetProgress progress(
            TargetEvent target, @Nullable Measure measure, @Nullable Region region, LocalDate on, Outcomes outcomes) {
        String none = "No figure of %s for %s had been published for a period up to %s"
                .formatted(target.measure(), target.region(), on);
        if (measure == null || region == null) {
            return row(target, null, null, none);
        }
        Outcome latest = latest(measure, region, on, outcomes);
        if (latest == null) {
            return row(target, null, null, none);
        }
        Outcome.Aim aim = outcomes.towards(target, measure, region, latest.period());
        return latest.value() == null
                ? row(target, null, null, latest.status() == null ? latest.reason() : aim.reason())
                : row(target, latest, aim, aim.reason());
    }

    /** The last figure of a period that had ended; where none can be shown, the last that cannot, which says why. */
    private static @Nullable Outcome latest(Measure measure, Region region, LocalDate on, Outcomes outcomes) {
        Outcome last = null;
        for (Period period : outcomes.periods(measure, region)) {
            if (!period.last().isAfter(on)) {
                Outcome outcome = outcomes.of(measure, region, period);
                last = outcome.value() == null && last != null && last.value() != null ? last : outcome;
            }
        }
        return last;
    }

    private static TargetProgress row(
            TargetEvent target, @Nullable Outcome latest, Outcome.@Nullable Aim aim, @Nullable String reason) {
        return new TargetProgress(
                target.measure(),
                target.region(),
                target.version(),
                target.event(),
                target.announcedOn(),
                target.value(),
                target.unit(),
                target.baseline(),
                target.by(),
                latest == null ? null : latest.period(),
                latest == null ? null : latest.value(),
                aim == null ? null : aim.progress(),
                aim == null ? null : aim.standing(),
                reason,
                target.provenance().basis() == Basis.SYNTHETIC
                        || latest != null && latest.provenance().basis() == Basis.SYNTHETIC,
                target.provenance());
    }

    @Override
    protected String dependsOn(Connection connection) {
        return today().toString();
    }

    private LocalDate today() {
        return NewZealand.day(clock.instant());
    }
}
