package nz.flagships.initiative.initiative;

import static nz.flagships.events.initiative.InitiativeLifecycle.ESTABLISHED;
import static nz.flagships.events.initiative.InitiativeLifecycle.PAUSED;
import static nz.flagships.events.initiative.InitiativeLifecycle.TRIALLING;
import static nz.flagships.initiative.initiative.InitiativeDecider.dated;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.led;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeRejection.BARRIERS_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.ENDS_BEFORE_ITS_LAST_DAY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONES_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.MONEY_IS_NOT_SETTLED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierResolved;
import nz.flagships.initiative.initiative.ClosingCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneCancelled;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about its end: nothing may be left hanging. */
final class ClosingDecider {
    private ClosingDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, ClosingCommand command, Context at) {
        return switch (command) {
            case CloseInitiative(var on, var reason) -> {
                boolean runs =
                        now.lifecycle() == TRIALLING || now.lifecycle() == PAUSED || now.lifecycle() == ESTABLISHED;
                List<String> milestones = openMilestones(now);
                List<String> barriers = openBarriers(now);
                Ruling<InitiativeEvent> itself =
                        led(now, at).refuse(!runs && !(isPublished(at) && !now.isOver()), NOT_NOW, null, met(now));
                yield afterAll(dated(itself, now, on, at), now, on)
                        .refuse(
                                !milestones.isEmpty() && !isPublished(at),
                                MILESTONES_ARE_OPEN,
                                null,
                                () -> "Open: " + Ruling.some(milestones))
                        .refuse(
                                !barriers.isEmpty() && !isPublished(at),
                                BARRIERS_ARE_OPEN,
                                null,
                                () -> "Open: " + Ruling.some(barriers))
                        .refuse(
                                !now.unsettledFunds().isEmpty() && !isPublished(at),
                                MONEY_IS_NOT_SETTLED,
                                null,
                                () -> "Of: " + Ruling.some(now.unsettledFunds()))
                        .otherwise(() -> {
                            List<InitiativeEvent> events = new ArrayList<>(List.of(new InitiativeClosed(on, reason)));
                            events.addAll(whatEndsWith(now, on, "The initiative was closed"));
                            return new Happened<>(events, List.of());
                        });
            }
        };
    }

    /**
     * An initiative ends on no day before one on which something was done in it: what is open then ends on that day too, and a
     * barrier would be resolved before it was raised.
     */
    static Ruling<InitiativeEvent> afterAll(Ruling<InitiativeEvent> ruling, Initiative now, @Nullable PartialDate on) {
        return ruling.refuse(
                () -> on != null && isAfter(lastDone(now), on.latest()),
                ENDS_BEFORE_ITS_LAST_DAY,
                "/on",
                () -> "Given: " + on + ", known before: " + lastDone(now));
    }

    private static boolean isAfter(@Nullable LocalDate day, LocalDate other) {
        return day != null && day.isAfter(other);
    }

    /** The last day on which a milestone was reached or cancelled, or a barrier made a step. */
    private static @Nullable LocalDate lastDone(Initiative now) {
        return Stream.concat(
                        now.milestones().values().stream().map(Initiative.Milestone::endedOn),
                        now.barriers().values().stream()
                                .flatMap(barrier -> Stream.of(barrier.raisedOn(), barrier.since())))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * What is left of an initiative ends with it: its milestones are cancelled, so that no clock calls them missed, and its
     * barriers lapse, so that nobody waits for them.
     */
    static List<InitiativeEvent> whatEndsWith(Initiative now, @Nullable PartialDate on, String why) {
        LocalDate day = on == null || !on.earliest().equals(on.latest()) ? null : on.earliest();
        List<InitiativeEvent> events = new ArrayList<>();
        now.milestones().forEach((code, milestone) -> {
            if (milestone.isOpen()) {
                events.add(new MilestoneCancelled(code, day, milestone.dueOn(), milestone.missed(), why));
            }
        });
        now.barriers().forEach((code, barrier) -> {
            if (barrier.isOpen()) {
                events.add(new BarrierResolved(code, day, BarrierResolution.LAPSED, barrier.raisedOn(), why));
            }
        });
        return events;
    }

    private static List<String> openMilestones(Initiative now) {
        return now.milestones().entrySet().stream()
                .filter(each -> each.getValue().isOpen())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> openBarriers(Initiative now) {
        return now.barriers().entrySet().stream()
                .filter(each -> each.getValue().isOpen())
                .map(Map.Entry::getKey)
                .toList();
    }
}
