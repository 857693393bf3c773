package nz.flagships.reporting.initiative;

import static nz.flagships.reporting.initiative.InitiativeHistory.CODE;
import static nz.flagships.reporting.initiative.InitiativeHistory.MADE_UP;
import static nz.flagships.reporting.initiative.InitiativeHistory.STREAM;
import static nz.flagships.reporting.initiative.InitiativeHistory.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.EvidencePublished.EvidenceMixed;
import nz.flagships.events.initiative.EvidencePublished.EvidenceOverridden;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingPublished.InitiativeFunded;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.InitiativePublished.AgencyInvitedToInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyJoinedInitiative;
import nz.flagships.events.initiative.InitiativePublished.AgencyLeftInitiative;
import nz.flagships.events.initiative.InitiativePublished.InitiativeApproved;
import nz.flagships.events.initiative.InitiativePublished.InitiativeClosed;
import nz.flagships.events.initiative.InitiativePublished.InitiativePaused;
import nz.flagships.events.initiative.InitiativePublished.InitiativeResumed;
import nz.flagships.events.initiative.InitiativePublished.InitiativeStarted;
import nz.flagships.events.initiative.InitiativePublished.InitiativeTailored;
import nz.flagships.events.initiative.InitiativePublished.InitiativeWindowReported;
import nz.flagships.events.initiative.InitiativePublished.LeadAgencyChanged;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingDeclined;
import nz.flagships.events.initiative.LongTermFundingPublished.LongTermFundingGranted;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import org.junit.jupiter.api.Test;

class KnownInitiativeTest {
    private static final InitiativeStarted STARTED = new InitiativeStarted(CODE, date("2014-02"));
    private static final LongTermFundingGranted GRANTED =
            new LongTermFundingGranted(CODE, "BUDGET-2017", 100, 1, date("2017-05"), true);
    private static final LongTermFundingDeclined DECLINED =
            new LongTermFundingDeclined(CODE, "BUDGET-2018", date("2018-05"));

    private static PartialDate date(String text) {
        return new PartialDate(text);
    }

    private static KnownInitiative only(GivenEvents history) {
        List<KnownInitiative> all = history.then(KnownInitiative.MODEL);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void isProposedAndHasNeitherEvidenceNorMoney() {
        KnownInitiative initiative = only(proposed());

        assertThat(initiative.lifecycle()).isEqualTo(InitiativeLifecycle.PROPOSED);
        assertThat(initiative.evidence()).isEqualTo(EvidenceStatus.NONE);
        assertThat(initiative.funding()).isEqualTo(FundingStatus.UNFUNDED);
        assertThat(initiative.agencies()).containsExactly("POLICE", "JUSTICE");
        assertThat(initiative.started()).isFalse();
    }

    @Test
    void saysWhenItBeganAndEndedAsFarAsThatIsKnown() {
        KnownInitiative initiative = only(proposed()
                .given(STREAM, new InitiativeApproved(CODE, null), STARTED)
                .when(STREAM, new InitiativeClosed(CODE, date("2016"), "Done")));

        assertThat(initiative.lifecycle()).isEqualTo(InitiativeLifecycle.CLOSED);
        assertThat(initiative.startedOn()).isEqualTo("2014-02");
        assertThat(initiative.endedOn()).isEqualTo("2016");
    }

    @Test
    void isEstablishedByAGrantUnlessItIsPausedAndThenWhenItIsResumed() {
        GivenEvents paused = proposed().given(STREAM, STARTED, new InitiativePaused(CODE, date("2017"), "Flood"));

        assertThat(only(proposed().given(STREAM, STARTED).when(STREAM, GRANTED)).lifecycle())
                .isEqualTo(InitiativeLifecycle.ESTABLISHED);
        assertThat(only(paused.when(STREAM, GRANTED)).lifecycle()).isEqualTo(InitiativeLifecycle.PAUSED);
        assertThat(only(paused.when(
                                STREAM, new InitiativeResumed(CODE, date("2017-06"), InitiativeLifecycle.ESTABLISHED)))
                        .lifecycle())
                .isEqualTo(InitiativeLifecycle.ESTABLISHED);
    }

    @Test
    void keepsAGrantWhateverIsSaidOfMoneyAfterwards() {
        KnownInitiative initiative = only(proposed().given(STREAM, GRANTED).when(STREAM, DECLINED));

        assertThat(initiative.funding()).isEqualTo(FundingStatus.LONG_TERM_GRANTED);
        assertThat(only(proposed().when(STREAM, DECLINED)).funding()).isEqualTo(FundingStatus.LONG_TERM_DECLINED);
    }

    @Test
    void hasWhoeverLedItBeforeAsAPartner() {
        KnownInitiative initiative = only(proposed()
                .given(
                        STREAM,
                        new AgencyInvitedToInitiative(CODE, "CYF", null, null),
                        new AgencyJoinedInitiative(CODE, "CYF", null),
                        new LeadAgencyChanged(CODE, "CYF", "POLICE", null, null))
                .when(STREAM, new AgencyLeftInitiative(CODE, "JUSTICE", null, null)));

        assertThat(initiative.leadAgency()).isEqualTo("CYF");
        assertThat(initiative.agencies()).containsExactly("CYF", "POLICE");
        assertThat(initiative.everAgencies()).containsExactly("CYF", "JUSTICE", "POLICE");
    }

    @Test
    void isAsMixedAsItWasWhenThatIsAcceptedAsGround() {
        KnownInitiative initiative = only(proposed()
                .given(STREAM, new EvidenceMixed(CODE, "E", Verdict.MIXED))
                .when(STREAM, new EvidenceOverridden(CODE, "E", "Less harm is enough")));

        assertThat(initiative.evidence()).isEqualTo(EvidenceStatus.MIXED);
    }

    @Test
    void saysWhichOfItsStatusesWereMadeUp() {
        KnownInitiative initiative = only(proposed()
                .whenMadeUp(
                        STREAM,
                        new InitiativeFunded(
                                CODE,
                                "JUSTICE-SECTOR-FUND",
                                "A1",
                                100,
                                InitiativeHistory.day("2014-03-01"),
                                FundingStatus.FUND)));

        assertThat(initiative.syntheticStatuses()).containsExactly("funding");
        assertThat(initiative.synthetic()).isFalse();
        assertThat(initiative.provenance().basis()).isEqualTo(Basis.OPERATIONAL);
    }

    @Test
    void tellsWhatWasInferredOfItsLineageAndWhoIsCited() {
        KnownInitiative initiative = only(proposed()
                .given(
                        STREAM,
                        new Provenance(Basis.PUBLISHED, "src", null, List.of("tailoredFrom")),
                        new InitiativeTailored(CODE, "HV-RELENTLESS", null, null, null))
                .when(STREAM, new InitiativeWindowReported(CODE, date("2013"), null, "PAPER")));

        assertThat(initiative.tailoredFrom()).isEqualTo("HV-RELENTLESS");
        assertThat(initiative.provenance().inferred()).containsExactly("tailoredFrom");
        assertThat(initiative.windows()).extracting(Initiative.Window::from).containsExactly("2013");
        assertThat(initiative.sources()).containsExactly("PAPER");
    }

    @Test
    void isMadeUpAsAWholeWhenAStepOfItsLifeIs() {
        KnownInitiative initiative = only(proposed().given(STREAM, MADE_UP, STARTED));

        assertThat(initiative.provenance().basis()).isEqualTo(Basis.SYNTHETIC);
        assertThat(initiative.startSynthetic()).isTrue();
        assertThat(initiative.syntheticStatuses()).containsExactly("lifecycle");
    }
}
