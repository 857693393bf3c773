package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.DOES_NOT_RUN_IT;
import static nz.flagships.initiative.initiative.InitiativeRejection.INVITED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEADS_IT_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_CANNOT_LEAVE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOBODY_IS_INVITED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_INVITED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_THE_LEAD;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.RUNS_IT_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.MembershipCommand.ChangeLead;
import nz.flagships.initiative.initiative.MembershipCommand.InviteToInitiative;
import nz.flagships.initiative.initiative.MembershipCommand.JoinInitiative;
import nz.flagships.initiative.initiative.MembershipCommand.LeaveInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyInvitedToInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyJoinedInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyLeftInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.LeadAgencyChanged;
import org.junit.jupiter.api.Test;

/** POLICE leads, JUSTICE is its partner. */
class MembershipTest {
    @Test
    void anAgencyJoinsWhenItWasInvitedOrWithTheLeadsConsent() {
        var join = new JoinInitiative("CYF", date("2014-05"));
        var joined = new AgencyJoinedInitiative("CYF", date("2014-05"));

        var joining = initiative("PK", PROPOSED).when(join);
        joining.then(joined);
        assertThat(joining.state().partners()).containsExactly("JUSTICE", "CYF");
        assertThat(joining.published())
                .containsExactly(new InitiativePublished.AgencyJoinedInitiative("PK", "CYF", date("2014-05")));
        // A partner lets nobody in, and nobody lets themselves in, registered or not.
        initiative("PK", PROPOSED)
                .by("JUSTICE", Role.INITIATIVE_LEAD)
                .when(join)
                .thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED).by("CYF", Role.AGENCY_SYSTEM).when(join).thenRefused(NOT_INVITED);
        initiative("PK", PROPOSED)
                .by("COUNCIL", Role.AGENCY_SYSTEM)
                .when(new JoinInitiative("COUNCIL", date("2014-05")))
                .thenRefused(NOT_INVITED);
        var invited = new AgencyInvitedToInitiative("CYF", null, date("2014-04"));
        var afterwards = initiative("PK", PROPOSED, invited)
                .by("CYF", Role.AGENCY_SYSTEM)
                .when(join);
        afterwards.then(joined);
        assertThat(afterwards.state().invited()).isEmpty();
        // An invitation is for one agency.
        initiative("PK", PROPOSED, invited)
                .by("COUNCIL", Role.AGENCY_SYSTEM)
                .when(new JoinInitiative("COUNCIL", date("2014-05")))
                .thenRefused(NOT_INVITED);
        initiative("PK", PROPOSED).by("CYF", Role.STEWARD).when(join).then(joined);
        initiative("PK", PROPOSED).by("COUNCIL", Role.AGENCY_SYSTEM).when(join).thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED)
                .when(new JoinInitiative("COUNCIL", date("2014-05")))
                .thenRefused(UNKNOWN_AGENCY);
        initiative("PK", PROPOSED, joined).when(join).thenRefused(RUNS_IT_ALREADY);
        initiative("PK", PROPOSED)
                .when(new JoinInitiative("POLICE", date("2014-05")))
                .thenRefused(RUNS_IT_ALREADY);
        initiative("PK").when(join).thenRefused(NOT_PROPOSED);
        initiative("PK", PROPOSED, new InitiativeClosed(date("2014"), null))
                .when(join)
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED).when(new JoinInitiative("CYF", date("2019"))).thenRefused(IN_THE_FUTURE);
        initiative("PK", PROPOSED).when(new JoinInitiative("CYF", null)).thenRefused(DAY_IS_MISSING);
    }

    @Test
    void theLeadInvitesAndASlipOfThePenInvitesNobody() {
        var invite = new InviteToInitiative("CYF", null, date("2014-04"));
        var invited = new AgencyInvitedToInitiative("CYF", null, date("2014-04"));

        var inviting = initiative("PK", PROPOSED).when(invite);
        inviting.then(invited);
        assertThat(inviting.state().invited()).containsExactly("CYF");
        assertThat(inviting.state().runBy("CYF")).isFalse();
        assertThat(inviting.published())
                .containsExactly(new InitiativePublished.AgencyInvitedToInitiative("PK", "CYF", null, date("2014-04")));
        initiative("PK", PROPOSED)
                .by("JUSTICE", Role.INITIATIVE_LEAD)
                .when(invite)
                .thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED).by("CYF", Role.AGENCY_SYSTEM).when(invite).thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED, invited).when(invite).thenRefused(INVITED_ALREADY);
        initiative("PK", PROPOSED)
                .when(new InviteToInitiative("JUSTICE", null, date("2014-04")))
                .thenRefused(RUNS_IT_ALREADY);
        initiative("PK", PROPOSED)
                .when(new InviteToInitiative("COUNCIL", null, date("2014-04")))
                .thenRefused(NOBODY_IS_INVITED);
        // One that is not registered is named; then it is known well enough to join.
        var named = new AgencyInvitedToInitiative("COUNCIL", "The council", date("2014-04"));
        initiative("PK", PROPOSED)
                .when(new InviteToInitiative("COUNCIL", "The council", date("2014-04")))
                .then(named);
        initiative("PK", PROPOSED, named)
                .by("COUNCIL", Role.AGENCY_SYSTEM)
                .when(new JoinInitiative("COUNCIL", date("2014-05")))
                .then(new AgencyJoinedInitiative("COUNCIL", date("2014-05")));
        initiative("PK", PROPOSED, new InitiativeClosed(date("2014"), null))
                .when(invite)
                .thenRefused(NOT_NOW);
    }

    /** JUSTICE is a partner: it does its part, and neither begins the initiative nor stops or ends it. */
    @Test
    void aPartnerNeitherBeginsNorEndsAnInitiative() {
        var approved = new LifecycleEvent.InitiativeApproved(date("2014-02"));
        var started = new LifecycleEvent.InitiativeStarted(date("2014-03"));
        var paused = new LifecycleEvent.InitiativePaused(date("2014-04"), null);
        refusedToAPartner(new LifecycleCommand.ApproveInitiative(date("2014-02")));
        refusedToAPartner(new LifecycleCommand.WithdrawInitiative(date("2014-02"), null, null));
        refusedToAPartner(new LifecycleCommand.DeclineInitiative(date("2014-02"), null, null));
        refusedToAPartner(new LifecycleCommand.StartInitiative(date("2014-03")), approved);
        refusedToAPartner(new LifecycleCommand.PauseInitiative(date("2014-04"), null), approved, started);
        refusedToAPartner(new LifecycleCommand.ResumeInitiative(date("2014-05")), approved, started, paused);
        refusedToAPartner(new ClosingCommand.CloseInitiative(date("2015"), null), approved, started);
    }

    private static void refusedToAPartner(InitiativeCommand command, InitiativeEvent... then) {
        List<InitiativeEvent> history = new ArrayList<>(List.of(PROPOSED));
        history.addAll(List.of(then));
        InitiativeEvent[] events = history.toArray(InitiativeEvent[]::new);
        initiative("PK", events)
                .by("JUSTICE", Role.INITIATIVE_LEAD)
                .when(command)
                .thenRefused(NOT_THE_LEAD);
        initiative("PK", events).by("COUNCIL", Role.AGENCY_SYSTEM).when(command).thenRefused(NOT_YOURS);
        assertThat(initiative("PK", events)
                        .by("POLICE", Role.INITIATIVE_LEAD)
                        .when(command)
                        .state()
                        .lifecycle())
                .as("%s", command)
                .isNotNull();
    }

    @Test
    void aPartnerLeavesButNeverTheLead() {
        var leave = new LeaveInitiative("JUSTICE", date("2015"), "done");
        var left = new AgencyLeftInitiative("JUSTICE", date("2015"), "done");

        var leaving =
                initiative("PK", PROPOSED).by("JUSTICE", Role.AGENCY_SYSTEM).when(leave);
        leaving.then(left);
        assertThat(leaving.state().partners()).isEmpty();
        assertThat(leaving.published())
                .containsExactly(new InitiativePublished.AgencyLeftInitiative("PK", "JUSTICE", date("2015"), "done"));
        initiative("PK", PROPOSED).when(leave).then(left);
        initiative("PK", PROPOSED)
                .when(new LeaveInitiative("POLICE", date("2015"), null))
                .thenRefused(LEAD_CANNOT_LEAVE);
        initiative("PK", PROPOSED, left).when(leave).thenRefused(DOES_NOT_RUN_IT);
        initiative("PK", PROPOSED, new AgencyJoinedInitiative("CYF", date("2014-05")))
                .by("CYF", Role.AGENCY_SYSTEM)
                .when(leave)
                .thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED, new AgencyJoinedInitiative("CYF", date("2014-05")))
                .when(new LeaveInitiative("CYF", date("2013"), null))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
    }

    @Test
    void thereIsAlwaysExactlyOneLead() {
        var change = new ChangeLead("JUSTICE", date("2015"), "theirs now");
        var changed = new LeadAgencyChanged("JUSTICE", "POLICE", date("2015"), "theirs now");

        var changing = initiative("PK", PROPOSED).when(change);
        changing.then(changed);
        assertThat(changing.state().leadAgency()).isEqualTo("JUSTICE");
        assertThat(changing.state().partners()).containsExactly("POLICE");
        assertThat(changing.published())
                .containsExactly(new InitiativePublished.LeadAgencyChanged(
                        "PK", "JUSTICE", "POLICE", date("2015"), "theirs now"));
        initiative("PK", PROPOSED)
                .when(new ChangeLead("POLICE", date("2015"), null))
                .thenRefused(LEADS_IT_ALREADY);
        initiative("PK", PROPOSED)
                .when(new ChangeLead("CYF", date("2015"), null))
                .thenRefused(DOES_NOT_RUN_IT);
        initiative("PK", PROPOSED)
                .by("JUSTICE", Role.INITIATIVE_LEAD)
                .when(change)
                .thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED).by("CYF", Role.STEWARD).when(change).then(changed);
        // The one before may leave then, and the new one no more.
        initiative("PK", PROPOSED, changed)
                .when(new LeaveInitiative("POLICE", date("2016"), null))
                .then(new AgencyLeftInitiative("POLICE", date("2016"), null));
        initiative("PK", PROPOSED, changed)
                .by("JUSTICE", Role.AGENCY_SYSTEM)
                .when(new LeaveInitiative("JUSTICE", date("2016"), null))
                .thenRefused(LEAD_CANNOT_LEAVE);
    }
}
