package nz.flagships.reporting.barrier;

import static nz.flagships.reporting.initiative.InitiativeHistory.CODE;
import static nz.flagships.reporting.initiative.InitiativeHistory.MADE_UP;
import static nz.flagships.reporting.initiative.InitiativeHistory.STREAM;
import static nz.flagships.reporting.initiative.InitiativeHistory.day;
import static nz.flagships.reporting.initiative.InitiativeHistory.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierPublished.BarrierCarried;
import nz.flagships.events.initiative.BarrierPublished.BarrierEscalatedToNationalOffice;
import nz.flagships.events.initiative.BarrierPublished.BarrierRaised;
import nz.flagships.events.initiative.BarrierPublished.BarrierReopened;
import nz.flagships.events.initiative.BarrierPublished.BarrierResolved;
import nz.flagships.events.initiative.BarrierPublished.BarrierTakenOver;
import nz.flagships.events.initiative.BarrierPublished.BarriersLinked;
import nz.flagships.events.initiative.BarrierPublished.NationalOfficeAdviceGiven;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import org.junit.jupiter.api.Test;

class KnownBarrierTest {
    private static final BarrierRaised RAISED = new BarrierRaised(
            CODE, "B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.HIGH, day("2014-04-01"), null);
    private static final BarrierResolved RESOLVED =
            new BarrierResolved(CODE, "B1", day("2014-05-01"), BarrierResolution.REMOVED, day("2014-04-01"));
    private static final BarrierReopened REOPENED =
            new BarrierReopened(CODE, "B1", day("2014-06-01"), day("2014-04-01"), 1);
    private static final BarrierRef ELSEWHERE = new BarrierRef("EC-FAMILY-VIOLENCE", "B2");

    private static BarrierEscalatedToNationalOffice escalated(String on) {
        return new BarrierEscalatedToNationalOffice(CODE, "B1", day(on));
    }

    private static KnownBarrier only(GivenEvents history) {
        List<KnownBarrier> all = history.then(KnownBarrier.MODEL);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void isOpenWhereItsInitiativeRuns() {
        KnownBarrier barrier = only(proposed().when(STREAM, RAISED));

        assertThat(barrier.status()).isEqualTo(BarrierStatus.OPEN);
        assertThat(barrier.regions()).containsExactly("PAPAKURA");
        assertThat(barrier.history()).isFalse();
    }

    @Test
    void keepsTheFirstEscalationAndTheFirstAdvice() {
        KnownBarrier barrier = only(proposed()
                .given(
                        STREAM,
                        RAISED,
                        escalated("2014-04-11"),
                        new NationalOfficeAdviceGiven(CODE, "B1", day("2014-04-20"), "CYF"),
                        escalated("2014-04-25"))
                .when(STREAM, new NationalOfficeAdviceGiven(CODE, "B1", day("2014-04-30"), null)));

        assertThat(barrier.status()).isEqualTo(BarrierStatus.ADVISED);
        assertThat(barrier.escalatedOn()).isEqualTo("2014-04-11");
        assertThat(barrier.advisedOn()).isEqualTo("2014-04-20");
        assertThat(barrier.actionBy()).isEqualTo("CYF");
    }

    @Test
    void isNotOverAnyMoreWhenItIsReopened() {
        KnownBarrier resolved = only(proposed().given(STREAM, RAISED).when(STREAM, RESOLVED));
        KnownBarrier reopened = only(proposed().given(STREAM, RAISED, RESOLVED).when(STREAM, REOPENED));

        assertThat(resolved.endedOn()).isEqualTo("2014-05-01");
        assertThat(resolved.resolution()).isEqualTo(BarrierResolution.REMOVED);
        assertThat(reopened.status()).isEqualTo(BarrierStatus.OPEN);
        assertThat(reopened.endedOn()).isNull();
        assertThat(reopened.resolution()).isNull();
        assertThat(reopened.reopened()).isEqualTo(1);
    }

    @Test
    void saysWhereItWasCarriedAndWhatItIsTheSameAs() {
        KnownBarrier barrier = only(proposed()
                .given(STREAM, RAISED, new BarriersLinked(CODE, "B1", List.of(ELSEWHERE)))
                .when(STREAM, new BarrierCarried(CODE, "B1", day("2014-04-11"), ELSEWHERE)));

        assertThat(barrier.status()).isEqualTo(BarrierStatus.CARRIED);
        assertThat(barrier.carriedTo()).isEqualTo("EC-FAMILY-VIOLENCE/B2");
        assertThat(barrier.linked()).containsExactly("EC-FAMILY-VIOLENCE/B2");
    }

    @Test
    void isAsOldAsItWasAndStandsWhereItStoodWhenItIsTakenOver() {
        KnownBarrier barrier = only(proposed()
                .when(
                        STREAM,
                        new BarrierTakenOver(
                                CODE,
                                "B9",
                                ELSEWHERE,
                                day("2014-04-11"),
                                "No room",
                                BarrierCategory.PREMISES,
                                BarrierSeverity.HIGH,
                                BarrierStatus.ESCALATED,
                                day("2014-01-01"),
                                day("2014-02-01"),
                                null,
                                2,
                                null,
                                List.of())));

        assertThat(barrier.status()).isEqualTo(BarrierStatus.ESCALATED);
        assertThat(barrier.raisedOn()).isEqualTo("2014-01-01");
        assertThat(barrier.escalatedOn()).isEqualTo("2014-02-01");
        assertThat(barrier.reopened()).isEqualTo(2);
        assertThat(barrier.carriedFrom()).isEqualTo("EC-FAMILY-VIOLENCE/B2");
    }

    @Test
    void isHistoryUntilSomebodySaysSomethingOfItWhoDoesTheWork() {
        GivenEvents madeUp = proposed().given(STREAM, MADE_UP, RAISED, escalated("2014-04-11"));
        KnownBarrier history = only(madeUp);
        KnownBarrier taken =
                only(madeUp.when(STREAM, new NationalOfficeAdviceGiven(CODE, "B1", day("2014-04-20"), null)));

        assertThat(history.history()).isTrue();
        assertThat(history.historyTo()).isEqualTo("2014-04-11");
        assertThat(history.synthetic()).isTrue();
        assertThat(taken.history()).isFalse();
        assertThat(taken.historyTo()).isEqualTo("2014-04-11");
    }
}
