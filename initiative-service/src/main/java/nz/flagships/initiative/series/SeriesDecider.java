package nz.flagships.initiative.series;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_MEASURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.series.SeriesRejection.DAY_NEEDS_A_STOCK;
import static nz.flagships.initiative.series.SeriesRejection.NEEDS_STATUS_B;
import static nz.flagships.initiative.series.SeriesRejection.NEEDS_STATUS_D;
import static nz.flagships.initiative.series.SeriesRejection.NOTHING_CHANGES;
import static nz.flagships.initiative.series.SeriesRejection.NOT_A_SERIES;
import static nz.flagships.initiative.series.SeriesRejection.NOT_OBSERVED;
import static nz.flagships.initiative.series.SeriesRejection.NOT_OVER_YET;
import static nz.flagships.initiative.series.SeriesRejection.NOT_THE_RECORDER;
import static nz.flagships.initiative.series.SeriesRejection.OBSERVED_ALREADY;
import static nz.flagships.initiative.series.SeriesRejection.OUT_OF_RANGE;
import static nz.flagships.initiative.series.SeriesRejection.STOCK_NEEDS_A_DAY;
import static nz.flagships.initiative.series.SeriesRejection.SUPPRESSED_HAS_NO_VALUE;
import static nz.flagships.initiative.series.SeriesRejection.TOO_MANY_DIGITS;

import java.math.BigDecimal;
import java.util.Objects;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.MeasureInRegion;
import nz.flagships.initiative.ObservedValue;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.measure.Measure;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.series.Series.Observation;
import nz.flagships.initiative.series.SeriesCommand.RecordObservation;
import nz.flagships.initiative.series.SeriesCommand.ReviseObservation;
import nz.flagships.initiative.series.SeriesCommand.WithdrawObservation;
import nz.flagships.initiative.series.SeriesEvent.ObservationRecorded;
import nz.flagships.initiative.series.SeriesEvent.ObservationRevised;
import nz.flagships.initiative.series.SeriesEvent.ObservationWithdrawn;
import org.jspecify.annotations.Nullable;

final class SeriesDecider {
    private static final BigDecimal LEAST_PERCENT = new BigDecimal(-100);
    private static final BigDecimal MOST_PERCENT = new BigDecimal(1_000_000);

    private SeriesDecider() {}

    static Decision<SeriesEvent> decide(Series now, SeriesCommand command, Context at) {
        return switch (command) {
            case RecordObservation(var period, var value, var given) -> {
                ObservationStatus status = SeriesCommand.statusMeant(given);
                yield observable(period, value, status, at)
                        .refuse(now.over(period) != null, OBSERVED_ALREADY, "/period")
                        .otherwise(() ->
                                Decision.happened(new ObservationRecorded(period, plain(value), status, at.agency())));
            }
            case ReviseObservation(var period, var value, var given, var reason) -> {
                ObservationStatus status = SeriesCommand.statusMeant(given);
                Observation before = now.over(period);
                yield Ruling.<SeriesEvent>over(at)
                        .refuse(before == null, NOT_OBSERVED, "/period")
                        .refuse(before != null && !mayChange(before, at), NOT_THE_RECORDER, null)
                        .and(observable(period, value, status, at))
                        .refuse(
                                () -> before != null
                                        && before.status() == status
                                        && Objects.equals(before.value(), plain(value)),
                                NOTHING_CHANGES,
                                "/value",
                                () -> "It is " + plain(value) + " already")
                        .otherwise(() -> revised(period, plain(value), status, reason, Objects.requireNonNull(before)));
            }
            case WithdrawObservation(var period, var reason) -> {
                Observation before = now.over(period);
                yield Ruling.<SeriesEvent>over(at)
                        .refuse(before == null, NOT_OBSERVED, "/period")
                        .refuse(before != null && !mayChange(before, at), NOT_THE_RECORDER, null)
                        .otherwise(() -> Decision.happened(new ObservationWithdrawn(period, reason)));
            }
        };
    }

    private static Decision<SeriesEvent> revised(
            Period period, @Nullable BigDecimal value, ObservationStatus status, String reason, Observation before) {
        return Decision.happened(
                new ObservationRevised(period, value, status, reason, before.value(), before.status()));
    }

    /** What must hold for any value, recorded or revised. */
    private static Ruling<SeriesEvent> observable(
            Period period, @Nullable BigDecimal value, ObservationStatus status, Context at) {
        MeasureInRegion of = MeasureInRegion.parse(at.id()).orElse(new MeasureInRegion("", ""));
        Measure measure = at.find(Measure.class, of.measure()).orElse(Measure.EMPTY);
        Region region = at.find(Region.class, of.region()).orElse(Region.EMPTY);
        boolean suppressed = status == ObservationStatus.Q;
        return Ruling.<SeriesEvent>over(at)
                .refuse(of.measure().isEmpty(), NOT_A_SERIES, null)
                .known(Measure.class, of.measure(), UNKNOWN_MEASURE, "/measure")
                .known(Region.class, of.region(), UNKNOWN_REGION, "/region")
                .inCalendar(period.first(), "/period")
                .refuse(
                        () -> !period.last().isBefore(at.today()),
                        NOT_OVER_YET,
                        "/period",
                        () -> "It ends on " + period.last() + ", today is " + at.today())
                .refuse(
                        measure.kind() == MeasureKind.STOCK && period.kind() != Period.Kind.DAY,
                        STOCK_NEEDS_A_DAY,
                        "/period")
                .refuse(
                        measure.kind() != MeasureKind.STOCK && period.kind() == Period.Kind.DAY,
                        DAY_NEEDS_A_STOCK,
                        "/period")
                .refuse(suppressed != (value == null), SUPPRESSED_HAS_NO_VALUE, "/value")
                .refuse(value != null && !ObservedValue.isExact(value), TOO_MANY_DIGITS, "/value")
                .refuse(
                        () -> value != null && measure.kind() != null && !inRange(measure.kind(), value),
                        OUT_OF_RANGE,
                        "/value",
                        () -> "The measure is of kind " + measure.kind())
                .refuse(
                        () -> !region.heldThroughout(period.first(), period.last())
                                && status != ObservationStatus.D
                                && !suppressed,
                        NEEDS_STATUS_D,
                        "/status",
                        () -> "The region holds from " + spell(region.validFrom(), "always") + " to "
                                + spell(region.validTo(), "today"))
                .refuse(
                        measure.isBrokenIn(period, of.region())
                                && status != ObservationStatus.B
                                && status != ObservationStatus.D
                                && !suppressed,
                        NEEDS_STATUS_B,
                        "/status");
    }

    static Series evolve(Series now, SeriesEvent event) {
        return switch (event) {
            case ObservationRecorded(var period, var value, var status, var by) ->
                now.with(period, new Observation(period, value, status, by, 0));
            case ObservationRevised(
                    var period,
                    var value,
                    var status,
                    var reason,
                    var previousValue,
                    var previousStatus) -> {
                Observation before = Objects.requireNonNull(now.over(period));
                yield now.with(
                        period, new Observation(period, value, status, before.recordedBy(), before.revisions() + 1));
            }
            case ObservationWithdrawn(var period, var reason) -> now.without(period);
        };
    }

    static SeriesPublished publish(String id, SeriesEvent event) {
        MeasureInRegion of = MeasureInRegion.of(id);
        return switch (event) {
            case ObservationRecorded(var period, var value, var status, var by) ->
                new SeriesPublished.ObservationRecorded(
                        of.measure(), of.region(), period, period.first(), period.last(), value, status);
            case ObservationRevised(
                    var period,
                    var value,
                    var status,
                    var reason,
                    var previousValue,
                    var previousStatus) ->
                new SeriesPublished.ObservationRevised(
                        of.measure(),
                        of.region(),
                        period,
                        period.first(),
                        period.last(),
                        value,
                        status,
                        reason,
                        previousValue,
                        previousStatus);
            case ObservationWithdrawn(var period, var reason) ->
                new SeriesPublished.ObservationWithdrawn(
                        of.measure(), of.region(), period, period.first(), period.last(), reason);
        };
    }

    private static boolean mayChange(Observation observation, Context at) {
        return at.roles().contains(Role.STEWARD) || at.agency().equals(observation.recordedBy());
    }

    private static boolean inRange(MeasureKind kind, BigDecimal value) {
        return switch (kind) {
            case COUNT, STOCK ->
                value.signum() >= 0 && value.stripTrailingZeros().scale() <= 0;
            case RATE, MEDIAN -> value.signum() >= 0;
            case PERCENT -> value.compareTo(LEAST_PERCENT) >= 0 && value.compareTo(MOST_PERCENT) <= 0;
            case CHANGE -> true;
        };
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
        return value == null ? null : ObservedValue.plain(value);
    }

    private static String spell(@Nullable Object day, String open) {
        return day == null ? open : day.toString();
    }
}
