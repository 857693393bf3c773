package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeTailored;
import nz.flagships.initiative.initiative.InitiativeEvent.InitiativeWindowReported;
import nz.flagships.initiative.initiative.InitiativeEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.InitiativeEvent.MilestoneRescheduled;

/** What is published of an initiative: all of it, but for the clock's own moments. */
final class InitiativePublication {
    private InitiativePublication() {}

    static InitiativePublished publish(String id, InitiativeEvent event) {
        return switch (event) {
            case InitiativeProposed(var title, var programme, var regions, var themes, var leadAgency, var partners) ->
                new InitiativePublished.InitiativeProposed(id, title, programme, regions, themes, leadAgency, partners);
            case InitiativeTailored(var from, var kept, var adapted, var why) ->
                new InitiativePublished.InitiativeTailored(id, from, kept, adapted, why);
            case InitiativeApproved(var on) -> new InitiativePublished.InitiativeApproved(id, on);
            case InitiativeStarted(var on) -> new InitiativePublished.InitiativeStarted(id, on);
            case InitiativeClosed(var on, var reason) -> new InitiativePublished.InitiativeClosed(id, on, reason);
            case InitiativeWindowReported(var from, var to, var source) ->
                new InitiativePublished.InitiativeWindowReported(id, from, to, source);
            case MilestonePlanned(var milestone, var title, var dueOn, var missedFrom) ->
                new InitiativePublished.MilestonePlanned(id, milestone, title, dueOn);
            case MilestoneRescheduled(
                    var milestone,
                    var dueOn,
                    var previousDueOn,
                    var originalDueOn,
                    var times,
                    var reason,
                    var missedFrom) ->
                new InitiativePublished.MilestoneRescheduled(
                        id, milestone, dueOn, previousDueOn, originalDueOn, times, reason);
            case InitiativeMilestoneReached(var milestone, var on, var dueOn, var daysLate, var recordedLate) ->
                new InitiativePublished.InitiativeMilestoneReached(id, milestone, on, dueOn, daysLate, recordedLate);
            case InitiativeMilestoneMissed(var milestone, var dueOn) ->
                new InitiativePublished.InitiativeMilestoneMissed(id, milestone, dueOn);
        };
    }
}
