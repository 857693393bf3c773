package nz.flagships.initiative.measure;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.measure.MeasureRejection.BROKEN_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.DEFINED_ALREADY;
import static nz.flagships.initiative.measure.MeasureRejection.NOT_DEFINED;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.measure.Measure.SeriesBreak;
import nz.flagships.initiative.measure.MeasureCommand.DeclareSeriesBreak;
import nz.flagships.initiative.measure.MeasureCommand.DefineMeasure;
import nz.flagships.initiative.measure.MeasureEvent.MeasureDefined;
import nz.flagships.initiative.measure.MeasureEvent.SeriesBreakDeclared;
import nz.flagships.initiative.region.Region;

final class MeasureDecider {
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
                new Measure(name, kind, unit, direction, geography, sensitivity, includes, excludes, now.breaks());
            case SeriesBreakDeclared(var on, var region, var reason, var bridgeable) -> {
                List<SeriesBreak> breaks = new ArrayList<>(now.breaks());
                breaks.add(new SeriesBreak(on, region, reason, bridgeable));
                yield new Measure(
                        now.name(),
                        now.kind(),
                        now.unit(),
                        now.direction(),
                        now.geography(),
                        now.sensitivity(),
                        now.includes(),
                        now.excludes(),
                        List.copyOf(breaks));
            }
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
        };
    }
}
