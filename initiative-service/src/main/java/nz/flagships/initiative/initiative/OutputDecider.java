package nz.flagships.initiative.initiative;

import static java.util.Objects.requireNonNull;
import static nz.flagships.initiative.initiative.InitiativeDecider.isFull;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeDecider.ours;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_ELSEWHERE;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_NOT_OVER;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_NOT_RECORDED;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_OUTSIDE_ITS_LIFE;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_OVERLAPS;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_RECORDED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.OUTPUT_UNCHANGED;
import static nz.flagships.initiative.initiative.InitiativeRejection.TOO_MANY_OUTPUTS;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.initiative.Initiative.Output;
import nz.flagships.initiative.initiative.OutputCommand.RecordOutput;
import nz.flagships.initiative.initiative.OutputCommand.ReviseOutput;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRecorded;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRevised;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about what it puts out: counts that may be added up. */
final class OutputDecider {
    private OutputDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, OutputCommand command, Context at) {
        return switch (command) {
            case RecordOutput(var output, var given, var period, var quantity) -> {
                String region = region(now, given);
                Output same = now.outputs().get(key(output, region, period));
                yield countable(now, region, period, at)
                        .refuse(
                                same != null,
                                OUTPUT_RECORDED_ALREADY,
                                "/period",
                                () -> "On record: " + requireNonNull(same).quantity())
                        .refuse(isFull(now, now.outputs().size(), Initiative.MOST_OUTPUTS, at), TOO_MANY_OUTPUTS, null)
                        .refuse(
                                () -> overlapping(now, output, region, period) != null,
                                OUTPUT_OVERLAPS,
                                "/period",
                                () -> "On record: " + overlapping(now, output, region, period))
                        .otherwise(() ->
                                Decision.happened(new InitiativeOutputRecorded(output, region, period, quantity)));
            }
            case ReviseOutput(var output, var given, var period, var quantity, var reason) -> {
                String region = region(now, given);
                Output before = now.outputs().get(key(output, region, period));
                yield countable(now, region, period, at)
                        .refuse(before == null, OUTPUT_NOT_RECORDED, "/period")
                        .refuse(
                                () -> requireNonNull(before).quantity() == quantity,
                                OUTPUT_UNCHANGED,
                                "/quantity",
                                () -> "On record: " + quantity)
                        .otherwise(() -> Decision.happened(new InitiativeOutputRevised(
                                output, region, requireNonNull(before).period(), quantity, before.quantity(), reason)));
            }
        };
    }

    private static Ruling<InitiativeEvent> countable(Initiative now, String region, Period period, Context at) {
        return ours(now, at)
                .refuse(!hasRun(now) && !isPublished(at), NOT_NOW, null, met(now))
                .refuse(
                        !now.regions().contains(region),
                        OUTPUT_ELSEWHERE,
                        "/region",
                        () -> "Its regions: " + now.regions())
                .inCalendar(period.first(), "/period")
                .refuse(
                        () -> !period.last().isBefore(at.today()),
                        OUTPUT_NOT_OVER,
                        "/period",
                        () -> "It ends on " + period.last() + ", today is " + at.today())
                .refuse(
                        () -> !isPublished(at) && !within(period, now.startedOn(), now.endedOn()),
                        OUTPUT_OUTSIDE_ITS_LIFE,
                        "/period",
                        () -> "Started: " + now.startedOn() + ", ended: " + now.endedOn());
    }

    private static boolean hasRun(Initiative now) {
        InitiativeLifecycle lifecycle = now.lifecycle();
        return lifecycle != null
                && switch (lifecycle) {
                    case TRIALLING, PAUSED, ESTABLISHED, CLOSED -> true;
                    case PROPOSED, APPROVED, DECLINED, WITHDRAWN -> false;
                };
    }

    /** Only what is known is compared; a period that it ran in for a day is one that it ran in. */
    private static boolean within(Period period, @Nullable PartialDate started, @Nullable PartialDate ended) {
        return (started == null || !period.last().isBefore(started.earliest()))
                && (ended == null || !period.first().isAfter(ended.latest()));
    }

    /** The only one, where none is named; where there are several, none of them. */
    private static String region(Initiative now, @Nullable String given) {
        if (given != null) {
            return given;
        }
        return now.regions().size() == 1 ? now.regions().getFirst() : "";
    }

    private static @Nullable Period overlapping(Initiative now, OutputKind output, String region, Period period) {
        // Those on record do not overlap and are in the order of their days, so that only the two beside it can. It is
        // never
        // on record itself where this is asked.
        String key = key(output, region, period);
        return Stream.of(now.outputs().lowerEntry(key), now.outputs().higherEntry(key))
                .filter(Objects::nonNull)
                .map(Map.Entry::getValue)
                .filter(each -> each.output() == output && each.region().equals(region))
                .map(Output::period)
                .filter(each ->
                        !each.first().isAfter(period.last()) && !each.last().isBefore(period.first()))
                .findFirst()
                .orElse(null);
    }

    /** Two spellings of the same days are the same period. */
    private static String key(OutputKind output, String region, Period period) {
        return output + "/" + region + "/" + period.first() + "/" + period.last();
    }

    static Initiative evolve(Initiative now, OutputEvent event) {
        return switch (event) {
            case InitiativeOutputRecorded(var output, var region, var period, var quantity) ->
                counted(now, new Output(output, region, period, quantity));
            case InitiativeOutputRevised(var output, var region, var period, var quantity, var previous, var reason) ->
                counted(now, new Output(output, region, period, quantity));
        };
    }

    private static Initiative counted(Initiative now, Output output) {
        return now.with(
                it -> it.outputs = it.outputs.plus(key(output.output(), output.region(), output.period()), output));
    }
}
