package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.initiative.InitiativeRejection.MONEY_IS_NOT_SETTLED;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.initiative.initiative.ClosingCommand.CloseInitiative;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFunded;
import nz.flagships.initiative.initiative.FundingEvent.InitiativeFundsSettled;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import org.junit.jupiter.api.Test;

class FundingTest {
    private static final InitiativeApproved APPROVED = new InitiativeApproved(date("2014-02-03"));
    private static final InitiativeStarted STARTED = new InitiativeStarted(date("2014-03-01"));
    private static final InitiativeFunded FUNDED =
            new InitiativeFunded("JUSTICE-SECTOR-FUND", "A1", 900, day("2014-04-01"), FundingStatus.FUND);
    private static final CloseInitiative CLOSE = new CloseInitiative(date("2016-06-30"), "Done");

    @Test
    void moneyOfTheFundMakesItFunded() {
        assertThat(initiative("PK", PROPOSED, APPROVED, STARTED, FUNDED)
                        .when(new MilestoneCommand.PlanMilestone("M1", "First", day("2018-06-30")))
                        .state())
                .satisfies(each -> {
                    assertThat(each.funding()).isEqualTo(FundingStatus.FUND);
                    assertThat(each.unsettledFunds()).containsExactly("JUSTICE-SECTOR-FUND");
                });
    }

    @Test
    void itIsNotClosedBeforeItsMoneyIsSettled() {
        initiative("PK", PROPOSED, APPROVED, STARTED, FUNDED).when(CLOSE).thenRefused(MONEY_IS_NOT_SETTLED);
        initiative(
                        "PK",
                        PROPOSED,
                        APPROVED,
                        STARTED,
                        FUNDED,
                        new InitiativeFundsSettled("JUSTICE-SECTOR-FUND", day("2016-06-01")))
                .when(CLOSE)
                .then(new InitiativeClosed(date("2016-06-30"), "Done"));
    }
}
