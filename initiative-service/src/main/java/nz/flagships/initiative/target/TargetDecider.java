package nz.flagships.initiative.target;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_MEASURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.target.TargetRejection.ANNOUNCED_BEFORE_THE_LAST;
import static nz.flagships.initiative.target.TargetRejection.ANOTHER_UNIT;
import static nz.flagships.initiative.target.TargetRejection.DISCONTINUED_ALREADY;
import static nz.flagships.initiative.target.TargetRejection.DUE_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.target.TargetRejection.IN_FORCE_ALREADY;
import static nz.flagships.initiative.target.TargetRejection.NOT_A_TARGET;
import static nz.flagships.initiative.target.TargetRejection.NOT_IN_FORCE;
import static nz.flagships.initiative.target.TargetRejection.NOT_SET;
import static nz.flagships.initiative.target.TargetRejection.TOO_MANY_DIGITS;

import java.math.BigDecimal;
import java.time.LocalDate;
import nz.flagships.events.initiative.TargetPublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.MeasureInRegion;
import nz.flagships.initiative.ObservedValue;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.measure.Measure;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.target.Target.Standing;
import nz.flagships.initiative.target.TargetCommand.DiscontinueTarget;
import nz.flagships.initiative.target.TargetCommand.ReviseTarget;
import nz.flagships.initiative.target.TargetCommand.SetTarget;
import nz.flagships.initiative.target.TargetCommand.SupersedeTarget;
import nz.flagships.initiative.target.TargetEvent.TargetDiscontinued;
import nz.flagships.initiative.target.TargetEvent.TargetRevised;
import nz.flagships.initiative.target.TargetEvent.TargetSet;
import nz.flagships.initiative.target.TargetEvent.TargetSuperseded;

final class TargetDecider {
    private TargetDecider() {}

    static Decision<TargetEvent> decide(Target now, TargetCommand command, Context at) {
        return switch (command) {
            case SetTarget(var announcedOn, var value, var unit, var baseline, var by) ->
                announced(now, announcedOn, at)
                        .refuse(now.standing() == Standing.IN_FORCE, IN_FORCE_ALREADY, null)
                        .and(version(announcedOn, value, unit, baseline, by, at))
                        .otherwise(() -> Decision.happened(
                                new TargetSet(announcedOn, ObservedValue.plain(value), unit, baseline, by)));
            case ReviseTarget(var announcedOn, var value, var unit, var baseline, var by) ->
                announced(now, announcedOn, at)
                        .refuse(now.standing() != Standing.IN_FORCE, NOT_IN_FORCE, null)
                        .and(version(announcedOn, value, unit, baseline, by, at))
                        .otherwise(() -> Decision.happened(
                                new TargetRevised(announcedOn, ObservedValue.plain(value), unit, baseline, by)));
            case SupersedeTarget(var announcedOn) ->
                announced(now, announcedOn, at)
                        .refuse(now.standing() != Standing.IN_FORCE, NOT_IN_FORCE, null)
                        .otherwise(() -> Decision.happened(new TargetSuperseded(announcedOn)));
            case DiscontinueTarget(var announcedOn) ->
                announced(now, announcedOn, at)
                        .refuse(now.standing() == Standing.NOT_SET, NOT_SET, null)
                        .refuse(now.standing() == Standing.DISCONTINUED, DISCONTINUED_ALREADY, null)
                        .otherwise(() -> Decision.happened(new TargetDiscontinued(announcedOn)));
        };
    }

    private static Ruling<TargetEvent> announced(Target now, LocalDate announcedOn, Context at) {
        MeasureInRegion of = MeasureInRegion.parse(at.id()).orElse(new MeasureInRegion("", ""));
        return Ruling.<TargetEvent>over(at)
                .refuse(of.measure().isEmpty(), NOT_A_TARGET, null)
                .known(Measure.class, of.measure(), UNKNOWN_MEASURE, "/measure")
                .known(Region.class, of.region(), UNKNOWN_REGION, "/region")
                .happened(announcedOn, "/announcedOn")
                .refuse(
                        () -> now.announcedOn() != null && announcedOn.isBefore(now.announcedOn()),
                        ANNOUNCED_BEFORE_THE_LAST,
                        "/announcedOn",
                        () -> "The last announcement is of " + now.announcedOn());
    }

    private static Ruling<TargetEvent> version(
            LocalDate announcedOn, BigDecimal value, String unit, LocalDate baseline, LocalDate by, Context at) {
        return Ruling.<TargetEvent>over(at)
                .inCalendar(baseline, "/baseline")
                .inCalendar(by, "/by")
                .refuse(!by.isAfter(baseline) || !by.isAfter(announcedOn), DUE_BEFORE_IT_BEGINS, "/by")
                .refuse(!ObservedValue.isExact(value), TOO_MANY_DIGITS, "/value")
                .refuse(
                        () -> MeasureInRegion.parse(at.id())
                                .flatMap(of -> at.find(Measure.class, of.measure()))
                                .filter(measure -> unit.equals(measure.unit()))
                                .isEmpty(),
                        ANOTHER_UNIT,
                        "/unit");
    }

    static Target evolve(Target now, TargetEvent event) {
        return switch (event) {
            case TargetSet(var announcedOn, var value, var unit, var baseline, var by) ->
                new Target(Standing.IN_FORCE, announcedOn, value, unit, baseline, by, now.versions() + 1);
            case TargetRevised(var announcedOn, var value, var unit, var baseline, var by) ->
                new Target(Standing.IN_FORCE, announcedOn, value, unit, baseline, by, now.versions() + 1);
            case TargetSuperseded(var announcedOn) -> ended(now, Standing.SUPERSEDED, announcedOn);
            case TargetDiscontinued(var announcedOn) -> ended(now, Standing.DISCONTINUED, announcedOn);
        };
    }

    private static Target ended(Target now, Standing standing, LocalDate announcedOn) {
        return new Target(standing, announcedOn, now.value(), now.unit(), now.baseline(), now.by(), now.versions());
    }

    static TargetPublished publish(String id, TargetEvent event) {
        MeasureInRegion of = MeasureInRegion.of(id);
        return switch (event) {
            case TargetSet(var announcedOn, var value, var unit, var baseline, var by) ->
                new TargetPublished.TargetSet(of.measure(), of.region(), announcedOn, value, unit, baseline, by);
            case TargetRevised(var announcedOn, var value, var unit, var baseline, var by) ->
                new TargetPublished.TargetRevised(of.measure(), of.region(), announcedOn, value, unit, baseline, by);
            case TargetSuperseded(var announcedOn) ->
                new TargetPublished.TargetSuperseded(of.measure(), of.region(), announcedOn);
            case TargetDiscontinued(var announcedOn) ->
                new TargetPublished.TargetDiscontinued(of.measure(), of.region(), announcedOn);
        };
    }
}
