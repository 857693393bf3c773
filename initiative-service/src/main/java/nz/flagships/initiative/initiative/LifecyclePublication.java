package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeDeclined;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativePaused;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeResumed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeTailored;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWindowReported;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWithdrawn;

/** What is published of an initiative's life. */
final class LifecyclePublication {
    private LifecyclePublication() {}

    static InitiativePublished publish(String id, LifecycleEvent event) {
        return switch (event) {
            case InitiativeProposed(var title, var programme, var regions, var themes, var leadAgency, var partners) ->
                new InitiativePublished.InitiativeProposed(id, title, programme, regions, themes, leadAgency, partners);
            case InitiativeTailored(var from, var kept, var adapted, var why) ->
                new InitiativePublished.InitiativeTailored(id, from, kept, adapted, why);
            case InitiativeApproved(var on) -> new InitiativePublished.InitiativeApproved(id, on);
            case InitiativeStarted(var on) -> new InitiativePublished.InitiativeStarted(id, on);
            case InitiativeDeclined(var on, var reason) -> new InitiativePublished.InitiativeDeclined(id, on, reason);
            case InitiativeWithdrawn(var on, var reason) -> new InitiativePublished.InitiativeWithdrawn(id, on, reason);
            case InitiativePaused(var on, var reason) -> new InitiativePublished.InitiativePaused(id, on, reason);
            case InitiativeResumed(var on, var lifecycle) ->
                new InitiativePublished.InitiativeResumed(id, on, lifecycle);
            case InitiativeClosed(var on, var reason) -> new InitiativePublished.InitiativeClosed(id, on, reason);
            case InitiativeWindowReported(var from, var to, var source) ->
                new InitiativePublished.InitiativeWindowReported(id, from, to, source);
        };
    }
}
