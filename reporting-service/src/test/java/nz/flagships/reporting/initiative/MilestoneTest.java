package nz.flagships.reporting.initiative;

import static nz.flagships.reporting.initiative.InitiativeHistory.CODE;
import static nz.flagships.reporting.initiative.InitiativeHistory.MADE_UP;
import static nz.flagships.reporting.initiative.InitiativeHistory.STREAM;
import static nz.flagships.reporting.initiative.InitiativeHistory.day;
import static nz.flagships.reporting.initiative.InitiativeHistory.proposal;
import static nz.flagships.reporting.initiative.InitiativeHistory.proposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneMissed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.events.initiative.MilestonePublished.MilestoneRescheduled;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import nz.flagships.reporting.Models;
import nz.flagships.reporting.initiative.Milestone.Status;
import org.junit.jupiter.api.Test;

class MilestoneTest {
    private static final MilestonePlanned PLANNED =
            new MilestonePlanned(CODE, "M1", "First patrols", day("2014-06-30"));
    private static final InitiativeMilestoneMissed MISSED =
            new InitiativeMilestoneMissed(CODE, "M1", day("2014-06-30"));
    private static final MilestoneCancelled CANCELLED =
            new MilestoneCancelled(CODE, "M1", day("2014-05-01"), day("2014-06-30"), false, "No money");

    private static MilestoneRescheduled rescheduled(String to, int times) {
        return new MilestoneRescheduled(CODE, "M1", day(to), day("2014-06-30"), day("2014-06-30"), times, "Rain");
    }

    private static InitiativeMilestoneReached reached(String on, int late) {
        return new InitiativeMilestoneReached(CODE, "M1", day(on), day("2014-06-30"), late, false);
    }

    private static Milestone only(GivenEvents history) {
        List<Milestone> all = history.then(Milestone.MODEL);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void isPlannedWhereItsInitiativeRuns() {
        Milestone milestone = only(proposed().when(STREAM, PLANNED));

        assertThat(milestone.status()).isEqualTo(Status.PLANNED);
        assertThat(milestone.regions()).containsExactly("PAPAKURA");
        assertThat(milestone.dueOn()).isEqualTo(milestone.originalDueOn()).isEqualTo("2014-06-30");
        assertThat(milestone.synthetic()).isFalse();
    }

    @Test
    void keepsTheDayItWasDueAtFirstAndHowOftenItWasMoved() {
        Milestone milestone = only(proposed()
                .given(STREAM, PLANNED, rescheduled("2014-07-31", 1))
                .when(STREAM, rescheduled("2014-08-31", 2)));

        assertThat(milestone.dueOn()).isEqualTo("2014-08-31");
        assertThat(milestone.originalDueOn()).isEqualTo("2014-06-30");
        assertThat(milestone.rescheduled()).isEqualTo(2);
    }

    @Test
    void isReachedLateAfterItWasMissed() {
        Milestone milestone = only(proposed().given(STREAM, PLANNED, MISSED).when(STREAM, reached("2014-07-03", 3)));

        assertThat(milestone.status()).isEqualTo(Status.REACHED);
        assertThat(milestone.missed()).isTrue();
        assertThat(milestone.reachedOn()).isEqualTo("2014-07-03");
        assertThat(milestone.daysLate()).isEqualTo(3);
    }

    @Test
    void isPlannedAgainWhenItIsRescheduledAfterItWasCancelled() {
        Milestone cancelled = only(proposed().given(STREAM, PLANNED).when(STREAM, CANCELLED));
        Milestone again = only(proposed().given(STREAM, PLANNED, CANCELLED).when(STREAM, rescheduled("2015-06-30", 1)));

        assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
        assertThat(cancelled.cancelledOn()).isEqualTo("2014-05-01");
        assertThat(again.status()).isEqualTo(Status.PLANNED);
        assertThat(again.cancelledOn()).isNull();
    }

    @Test
    void staysMissedWhenItIsRescheduled() {
        Milestone milestone =
                only(proposed().given(STREAM, PLANNED, MISSED).when(STREAM, rescheduled("2015-06-30", 1)));

        assertThat(milestone.status()).isEqualTo(Status.MISSED);
    }

    @Test
    void isSyntheticWhenAnyOfItIsOrItsInitiative() {
        Milestone byItself = only(proposed().given(STREAM, PLANNED).whenMadeUp(STREAM, reached("2014-06-30", 0)));
        Milestone byInitiative = only(
                GivenEvents.of(Models.ALL).given(STREAM, MADE_UP, proposal()).when(STREAM, PLANNED));

        assertThat(byItself.synthetic()).isTrue();
        assertThat(byItself.provenance().basis()).isEqualTo(nz.flagships.events.Basis.OPERATIONAL);
        assertThat(byInitiative.synthetic()).isTrue();
    }

    @Test
    void cannotBeReachedBeforeItIsPlanned() {
        GivenEvents history = proposed().when(STREAM, reached("2014-06-30", 0));

        assertThatThrownBy(() -> history.then(Milestone.MODEL)).isInstanceOf(IllegalStateException.class);
    }
}
