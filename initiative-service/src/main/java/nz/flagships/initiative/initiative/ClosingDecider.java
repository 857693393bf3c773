package nz.flagships.initiative.initiative;

import static nz.flagships.events.initiative.InitiativeLifecycle.ESTABLISHED;
import static nz.flagships.events.initiative.InitiativeLifecycle.PAUSED;
import static nz.flagships.events.initiative.InitiativeLifecycle.TRIALLING;
import static nz.flagships.initiative.initiative.InitiativeDecider.dated;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.led;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeRejection.BARRIERS_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONES_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.MONEY_IS_NOT_SETTLED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                yield dated(itself, now, on, at)
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
