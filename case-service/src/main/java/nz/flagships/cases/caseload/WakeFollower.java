package nz.flagships.cases.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import nz.flagships.eventstore.store.AppendListener;
import nz.flagships.projections.LogFollower;

/** What was just committed is listed at once. */
@ApplicationScoped
class WakeFollower implements AppendListener {
    // Looked up when the first event is there: the follower reads the store that tells us.
    private final Instance<LogFollower> follower;

    WakeFollower(Instance<LogFollower> follower) {
        this.follower = follower;
    }

    @Override
    public void appended(int shards) {
        follower.get().wake();
    }
}
