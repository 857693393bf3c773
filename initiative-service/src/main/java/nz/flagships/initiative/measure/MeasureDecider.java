package nz.flagships.initiative.measure;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.measure.MeasureRejection.BROKEN_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.CLAIMED_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.CLAIM_ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.measure.MeasureRejection.DEFINED_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.NOT_DEFINED;
import static nz.flagships.initiative.measure.MeasureRejection.NO_SUCH_CHANGE;

import java.math.BigDecimal;
import java.util.Objects;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.ObservedValue;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.measure.Measure.Claim;
import nz.flagships.initiative.measure.Measure.SeriesBreak;
import nz.flagships.initiative.measure.MeasureCommand.DeclareSeriesBreak;
import nz.flagships.initiative.measure.MeasureCommand.DefineMeasure;
import nz.flagships.initiative.measure.MeasureCommand.PublishClaim;
import nz.flagships.initiative.measure.MeasureEvent.ClaimPublished;
import nz.flagships.initiative.measure.MeasureEvent.MeasureDefined;
import nz.flagships.initiative.measure.MeasureEvent.SeriesBreakDeclared;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.source.Source;

final class MeasureDecider {
    private static final BigDecimal LEAST_PERCENT = new BigDecimal(-100);
    private static final BigDecimal MOST_PERCENT = new BigDecimal(1_000_000);

    private MeasureDecider() {}

    static Decision<MeasureEvent> decide(Measure now, MeasureCommand command, Context at) {
        return switch (command) {
            case DefineMeasure define ->
                Ruling.<MeasureEvent>over(at)
                        .refuse(now.defined(), DEFINED_ALREADY, null)
                        .otherwise(() -> Decision.happened(new MeasureDefined(
                                define.name(),
                                define.kind(),
                                define.unit(),
                                define.direction(),
                                define.geography(),
                                define.sensitivity(),
                                Ruling.orNone(define.includes()),
                                Ruling.orNone(define.excludes()))));
            case DeclareSeriesBreak(var on, var region, var reason, var bridgeable) ->
                Ruling.<MeasureEvent>over(at)
                        .refuse(!now.defined(), NOT_DEFINED, null)
                        .inCalendar(on, "/on")
                        .known(Region.class, region, UNKNOWN_REGION, "/region")
                        .refuse(
                                now.breaks().stream()
                                        .anyMatch(each -> each.on().equals(on)
                                                && (each.region() == null || Objects.equals(each.region(), region))),
                                BROKEN_ALREADY,
                                "/on")
                        .otherwise(() -> Decision.happened(new SeriesBreakDeclared(on, region, reason, bridgeable)));
            case PublishClaim(var region, var from, var to, var changePercent, var by, var source) ->
                Ruling.<MeasureEvent>over(at)
                        .refuse(!now.defined(), NOT_DEFINED, null)
                        .known(Region.class, region, UNKNOWN_REGION, "/region")
                        .happened(from, "/from")
                        .happened(to, "/to")
                        .refuse(from.isSurelyAfter(to), CLAIM_ENDS_BEFORE_IT_BEGINS, "/to")
                        .refuse(
                                !ObservedValue.isExact(changePercent)
                                        || changePercent.compareTo(LEAST_PERCENT) < 0
                                        || changePercent.compareTo(MOST_PERCENT) > 0,
                                NO_SUCH_CHANGE,
                                "/changePercent")
                        .known(Source.class, source, UNKNOWN_SOURCE, "/source")
                        .refuse(now.claims().contains(new Claim(region, from, to, by)), CLAIMED_ALREADY, null)
                        .otherwise(() -> Decision.happened(
                                new ClaimPublished(region, from, to, ObservedValue.plain(changePercent), by, source)));
        };
    }

    static Measure evolve(Measure now, MeasureEvent event) {
        return switch (event) {
            case MeasureDefined(
                    var name,
                    var kind,
                    var unit,
                    var direction,
                    var geography,
                    var sensitivity,
                    var includes,
                    var excludes) ->
                new Measure(
                        name,
                        kind,
                        unit,
                        direction,
                        geography,
                        sensitivity,
                        includes,
                        excludes,
                        now.breaks(),
                        now.claims());
            case SeriesBreakDeclared(var on, var region, var reason, var bridgeable) ->
                now.with(new SeriesBreak(on, region, reason, bridgeable));
            case ClaimPublished(var region, var from, var to, var changePercent, var by, var source) ->
                now.with(new Claim(region, from, to, by));
        };
    }

    static MeasurePublished publish(String id, MeasureEvent event) {
        return switch (event) {
            case MeasureDefined(
                    var name,
                    var kind,
                    var unit,
                    var direction,
                    var geography,
                    var sensitivity,
                    var includes,
                    var excludes) ->
                new MeasurePublished.MeasureDefined(
                        id, name, kind, unit, direction, geography, sensitivity, includes, excludes);
            case SeriesBreakDeclared(var on, var region, var reason, var bridgeable) ->
                new MeasurePublished.SeriesBreakDeclared(id, on, region, reason, bridgeable);
            case ClaimPublished(var region, var from, var to, var changePercent, var by, var source) ->
                new MeasurePublished.ClaimPublished(id, region, from, to, changePercent, by, source);
        };
    }
}
