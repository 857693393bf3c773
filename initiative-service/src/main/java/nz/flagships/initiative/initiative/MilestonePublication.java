package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneCancelled;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneRescheduled;

/** What is published of milestones: all of it, but for the clock's own moments. */
final class MilestonePublication {
    private MilestonePublication() {}

    static MilestonePublished publish(String id, MilestoneEvent event) {
        return switch (event) {
            case MilestonePlanned(var milestone, var title, var dueOn, var missedFrom) ->
                new MilestonePublished.MilestonePlanned(id, milestone, title, dueOn);
            case MilestoneRescheduled(
                    var milestone,
                    var dueOn,
                    var previousDueOn,
                    var originalDueOn,
                    var times,
                    var reason,
                    var missedFrom) ->
                new MilestonePublished.MilestoneRescheduled(
                        id, milestone, dueOn, previousDueOn, originalDueOn, times, reason);
            case InitiativeMilestoneReached(var milestone, var on, var dueOn, var daysLate, var recordedLate) ->
                new MilestonePublished.InitiativeMilestoneReached(id, milestone, on, dueOn, daysLate, recordedLate);
            case MilestoneCancelled(var milestone, var on, var dueOn, var missed, var reason) ->
                new MilestonePublished.MilestoneCancelled(id, milestone, on, dueOn, missed, reason);
            case InitiativeMilestoneMissed(var milestone, var dueOn) ->
                new MilestonePublished.InitiativeMilestoneMissed(id, milestone, dueOn);
        };
    }
}
