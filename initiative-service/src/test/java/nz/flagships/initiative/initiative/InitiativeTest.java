package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_PROGRAMME;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_THEME;
import static nz.flagships.initiative.initiative.InitiativeRegistration.AGGREGATE;
import static nz.flagships.initiative.initiative.InitiativeRejection.BARRIERS_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.ENDS_BEFORE_ITS_LAST_DAY;
import static nz.flagships.initiative.initiative.InitiativeRejection.ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_AMONG_PARTNERS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LINEAGE_IN_A_CIRCLE;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONES_ARE_OPEN;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.PROPOSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.REPORTED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.TAILORED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierRaised;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierResolved;
import nz.flagships.initiative.initiative.ClosingCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.ApproveInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.DeclineInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.PauseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.Proposal;
import nz.flagships.initiative.initiative.LifecycleCommand.ProposeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.ReportWindow;
import nz.flagships.initiative.initiative.LifecycleCommand.ResumeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.StartInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.TailorInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.WithdrawInitiative;
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
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneCancelled;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
import nz.flagships.initiative.programme.Programme;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.source.Source;
import nz.flagships.initiative.theme.Theme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InitiativeTest {
    static final InitiativeProposed PROPOSED = new InitiativeProposed(
            "Alcohol in Papakura", "FLAGSHIPS", List.of("PAPAKURA"), List.of("ALCOHOL"), "POLICE", List.of("JUSTICE"));
    private static final Provenance PUBLISHED = new Provenance(Basis.PUBLISHED, "seed", null, List.of());

    static Given<Initiative, InitiativeCommand, InitiativeEvent> initiative(String code, InitiativeEvent... before) {
        return given(AGGREGATE)
                .on(code, before)
                .at("2018-05-01T00:00:00Z")
                .by("POLICE", Role.INITIATIVE_LEAD)
                .knowing(Programme.class, "FLAGSHIPS", Programme.EMPTY)
                .knowing(Region.class, "PAPAKURA", Region.EMPTY)
                .knowing(Theme.class, "ALCOHOL", Theme.EMPTY)
                .knowing(Source.class, "seed", Source.EMPTY)
                .knowing(Agency.class, "POLICE", Agency.EMPTY)
                .knowing(Agency.class, "JUSTICE", Agency.EMPTY)
                .knowing(Agency.class, "CYF", Agency.EMPTY)
                .knowing(AGGREGATE, "PILOT", PROPOSED)
                .knowing(AGGREGATE, "CHILD", PROPOSED, new InitiativeTailored("PK", null, null, null))
                .knowing(AGGREGATE, "GRANDCHILD", PROPOSED, new InitiativeTailored("CHILD", null, null, null));
    }

    private static ProposeInitiative propose(
            String programme, String region, String theme, String lead, List<String> partners) {
        return new ProposeInitiative("Alcohol in Papakura", programme, List.of(region), List.of(theme), lead, partners);
    }

    private static TailorInitiative tailorFrom(String code, @Nullable Proposal proposes) {
        return new TailorInitiative(code, "kept", "adapted", "why", proposes);
    }

    @Test
    void anInitiativeIsProposed() {
        var proposed = initiative("PK").when(propose("FLAGSHIPS", "PAPAKURA", "ALCOHOL", "POLICE", List.of("JUSTICE")));

        proposed.then(PROPOSED);
        assertThat(proposed.published())
                .containsExactly(new InitiativePublished.InitiativeProposed(
                        "PK",
                        "Alcohol in Papakura",
                        "FLAGSHIPS",
                        List.of("PAPAKURA"),
                        List.of("ALCOHOL"),
                        "POLICE",
                        List.of("JUSTICE")));
    }

    @Test
    void whatAProposalNamesIsKnown() {
        initiative("PK")
                .when(propose("NONE", "PAPAKURA", "ALCOHOL", "POLICE", List.of()))
                .thenRefused(UNKNOWN_PROGRAMME);
        initiative("PK")
                .when(propose("FLAGSHIPS", "NONE", "ALCOHOL", "POLICE", List.of()))
                .thenRefused(UNKNOWN_REGION);
        initiative("PK")
                .when(propose("FLAGSHIPS", "PAPAKURA", "NONE", "POLICE", List.of()))
                .thenRefused(UNKNOWN_THEME);
        initiative("PK")
                .when(propose("FLAGSHIPS", "PAPAKURA", "ALCOHOL", "NONE", List.of()))
                .thenRefused(UNKNOWN_AGENCY);
        initiative("PK")
                .when(propose("FLAGSHIPS", "PAPAKURA", "ALCOHOL", "POLICE", List.of("NONE")))
                .thenRefused(UNKNOWN_AGENCY);
    }

    @Test
    void aProposalComesFromWhoeverRunsItAndOnce() {
        var proposal = propose("FLAGSHIPS", "PAPAKURA", "ALCOHOL", "POLICE", List.of("JUSTICE"));

        initiative("PK").by("CYF", Role.AGENCY_SYSTEM).when(proposal).thenRefused(NOT_YOURS);
        initiative("PK").by("JUSTICE", Role.AGENCY_SYSTEM).when(proposal).then(PROPOSED);
        initiative("PK").by("CYF", Role.STEWARD).when(proposal).then(PROPOSED);
        initiative("PK", PROPOSED).when(proposal).thenRefused(PROPOSED_ALREADY);
        initiative("PK")
                .when(propose("FLAGSHIPS", "PAPAKURA", "ALCOHOL", "POLICE", List.of("POLICE")))
                .thenRefused(LEAD_AMONG_PARTNERS);
    }

    @Test
    void anInitiativeIsTailoredFromAnotherOnce() {
        var tailored = initiative("PK", PROPOSED).when(tailorFrom("PILOT", null));

        tailored.then(new InitiativeTailored("PILOT", "kept", "adapted", "why"));
        assertThat(tailored.published())
                .containsExactly(new InitiativePublished.InitiativeTailored("PK", "PILOT", "kept", "adapted", "why"));
        initiative("PK", PROPOSED, new InitiativeTailored("PILOT", null, null, null))
                .when(tailorFrom("PILOT", null))
                .thenRefused(TAILORED_ALREADY);
        initiative("PK", PROPOSED).when(tailorFrom("NONE", null)).thenRefused(UNKNOWN_INITIATIVE);
        initiative("PK", PROPOSED)
                .by("CYF", Role.AGENCY_SYSTEM)
                .when(tailorFrom("PILOT", null))
                .thenRefused(NOT_YOURS);
    }

    @Test
    void aLineageHasNoCircle() {
        initiative("PK", PROPOSED).when(tailorFrom("PK", null)).thenRefused(LINEAGE_IN_A_CIRCLE);
        initiative("PK", PROPOSED).when(tailorFrom("CHILD", null)).thenRefused(LINEAGE_IN_A_CIRCLE);
        initiative("PK", PROPOSED).when(tailorFrom("GRANDCHILD", null)).thenRefused(LINEAGE_IN_A_CIRCLE);
    }

    @Test
    void tailoringMayPropose() {
        var proposal = new Proposal(
                "Alcohol in Papakura", "FLAGSHIPS", List.of("PAPAKURA"), List.of("ALCOHOL"), "POLICE", null);

        initiative("PK")
                .when(tailorFrom("PILOT", proposal))
                .then(
                        new InitiativeProposed(
                                "Alcohol in Papakura",
                                "FLAGSHIPS",
                                List.of("PAPAKURA"),
                                List.of("ALCOHOL"),
                                "POLICE",
                                List.of()),
                        new InitiativeTailored("PILOT", "kept", "adapted", "why"));
        initiative("PK").when(tailorFrom("PILOT", null)).thenRefused(NOT_PROPOSED);
        initiative("PK", PROPOSED).when(tailorFrom("PILOT", proposal)).thenRefused(PROPOSED_ALREADY);
    }

    @Test
    void anInitiativeIsApprovedStartedAndClosed() {
        var approved = new InitiativeApproved(date("2014-02-03"));
        var started = new InitiativeStarted(date("2014-03"));

        initiative("PK", PROPOSED)
                .when(new ApproveInitiative(date("2014-02-03")))
                .then(approved);
        initiative("PK", PROPOSED, approved)
                .when(new StartInitiative(date("2014-03")))
                .then(started);
        var closed = initiative("PK", PROPOSED, approved, started)
                .when(new CloseInitiative(date("2016"), "The trial ended"));
        closed.then(new InitiativeClosed(date("2016"), "The trial ended"));
        assertThat(closed.published())
                .containsExactly(new InitiativePublished.InitiativeClosed("PK", date("2016"), "The trial ended"));
    }

    @Test
    void stepsAreInOrderAndNotInTheFuture() {
        var approved = new InitiativeApproved(date("2014-02-03"));
        var started = new InitiativeStarted(date("2014-03"));
        var closed = new InitiativeClosed(date("2016"), null);

        initiative("PK").when(new ApproveInitiative(date("2014"))).thenRefused(NOT_PROPOSED);
        initiative("PK", PROPOSED).when(new StartInitiative(date("2014"))).thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, approved)
                .when(new ApproveInitiative(date("2014")))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, approved)
                .when(new CloseInitiative(date("2016"), null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, approved, started, closed)
                .when(new CloseInitiative(date("2016"), null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, approved)
                .when(new StartInitiative(date("2014-01")))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        // A month may be that of the approval: only what is known is compared.
        initiative("PK", PROPOSED, approved)
                .when(new StartInitiative(date("2014-02")))
                .then(new InitiativeStarted(date("2014-02")));
        initiative("PK", PROPOSED, approved, started)
                .when(new CloseInitiative(date("2013"), null))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        initiative("PK", PROPOSED).when(new ApproveInitiative(date("2018-06"))).thenRefused(IN_THE_FUTURE);
        initiative("PK", PROPOSED)
                .by("CYF", Role.AGENCY_SYSTEM)
                .when(new ApproveInitiative(date("2014")))
                .thenRefused(NOT_YOURS);
    }

    @Test
    void whatAPublicationDoesNotSayMayBeMissing() {
        initiative("PK", PROPOSED).when(new ApproveInitiative(null)).thenRefused(DAY_IS_MISSING);
        initiative("PK", PROPOSED)
                .provenance(PUBLISHED)
                .when(new ApproveInitiative(null))
                .then(new InitiativeApproved(null));
        initiative("PK", PROPOSED)
                .provenance(PUBLISHED)
                .when(new StartInitiative(date("2013")))
                .then(new InitiativeStarted(date("2013")));
        initiative("PK", PROPOSED)
                .provenance(PUBLISHED)
                .when(new CloseInitiative(null, null))
                .then(new InitiativeClosed(null, null));
    }

    @Test
    void accountsOfItsDatesMayContradictEachOther() {
        var first = new InitiativeWindowReported(date("2012-12"), date("2013-09"), "seed");

        var second = initiative("PK", PROPOSED, first).when(new ReportWindow(date("2012-09"), date("2013-12"), "seed"));
        second.then(new InitiativeWindowReported(date("2012-09"), date("2013-12"), "seed"));
        assertThat(second.state().windows()).hasSize(2);
        assertThat(second.published())
                .containsExactly(new InitiativePublished.InitiativeWindowReported(
                        "PK", date("2012-09"), date("2013-12"), "seed"));
        initiative("PK", PROPOSED, first)
                .when(new ReportWindow(date("2012-12"), date("2013-09"), "seed"))
                .thenRefused(REPORTED_ALREADY);
        initiative("PK", PROPOSED)
                .when(new ReportWindow(date("2012-12"), date("2012"), "seed"))
                .then(new InitiativeWindowReported(date("2012-12"), date("2012"), "seed"));
        initiative("PK", PROPOSED)
                .when(new ReportWindow(date("2012-12"), date("2011"), "seed"))
                .thenRefused(ENDS_BEFORE_IT_BEGINS);
        initiative("PK", PROPOSED)
                .when(new ReportWindow(date("2012-12"), null, "nowhere"))
                .thenRefused(UNKNOWN_SOURCE);
        initiative("PK", PROPOSED)
                .when(new ReportWindow(date("2019"), null, "seed"))
                .thenRefused(IN_THE_FUTURE);
    }

    @Test
    void anInitiativeIsDeclinedWhileItIsProposedOrWithdrawnBeforeItRuns() {
        var approved = new InitiativeApproved(date("2014-02-03"));
        var started = new InitiativeStarted(date("2014-03"));

        var declined = initiative("PK", PROPOSED).when(new DeclineInitiative(date("2014-02"), "no", null));
        declined.then(new InitiativeDeclined(date("2014-02"), "no"));
        assertThat(declined.state().lifecycle()).isEqualTo(InitiativeLifecycle.DECLINED);
        assertThat(declined.published())
                .containsExactly(new InitiativePublished.InitiativeDeclined("PK", date("2014-02"), "no"));
        var withdrawn = initiative("PK", PROPOSED, approved).when(new WithdrawInitiative(date("2014-03"), null, null));
        withdrawn.then(new InitiativeWithdrawn(date("2014-03"), null));
        assertThat(withdrawn.state().lifecycle()).isEqualTo(InitiativeLifecycle.WITHDRAWN);
        assertThat(withdrawn.published())
                .containsExactly(new InitiativePublished.InitiativeWithdrawn("PK", date("2014-03"), null));

        initiative("PK", PROPOSED, approved)
                .when(new DeclineInitiative(date("2014-03"), null, null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, approved)
                .when(new WithdrawInitiative(date("2014-01"), null, null))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        initiative("PK", PROPOSED, approved, started)
                .when(new WithdrawInitiative(date("2014-04"), null, null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, new InitiativeDeclined(date("2014"), null))
                .when(new WithdrawInitiative(date("2014-04"), null, null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED)
                .when(new WithdrawInitiative(null, null, null))
                .thenRefused(DAY_IS_MISSING);
        initiative("PK", PROPOSED)
                .by("CYF", Role.AGENCY_SYSTEM)
                .when(new DeclineInitiative(date("2014-02"), null, null))
                .thenRefused(NOT_YOURS);
        initiative("PK", PROPOSED)
                .by("OFFICE", Role.NATIONAL_OFFICE)
                .when(new DeclineInitiative(date("2014-02"), null, null))
                .then(new InitiativeDeclined(date("2014-02"), null));
    }

    @Test
    void whoeverDeclinesOrWithdrawsMaySayWhatItWas() {
        var proposal = new Proposal(
                "Alcohol in Papakura",
                "FLAGSHIPS",
                List.of("PAPAKURA"),
                List.of("ALCOHOL"),
                "POLICE",
                List.of("JUSTICE"));

        initiative("PK")
                .when(new DeclineInitiative(date("2014-02"), null, proposal))
                .then(PROPOSED, new InitiativeDeclined(date("2014-02"), null));
        initiative("PK")
                .when(new WithdrawInitiative(date("2014-02"), null, proposal))
                .then(PROPOSED, new InitiativeWithdrawn(date("2014-02"), null));
        initiative("PK")
                .when(new DeclineInitiative(date("2014-02"), null, null))
                .thenRefused(NOT_PROPOSED);
        initiative("PK", PROPOSED)
                .when(new WithdrawInitiative(date("2014-02"), null, proposal))
                .thenRefused(PROPOSED_ALREADY);
    }

    @Test
    void whatWasPlannedForItEndsWithItSoThatNoClockCallsItMissed() {
        var milestone = new MilestonePlanned("M1", "First meeting", day("2018-06-30"), Instant.EPOCH);
        var barrier = new BarrierRaised(
                "B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.LOW, day("2014-01-10"), null);

        var declined = initiative("PK", PROPOSED, milestone, barrier)
                .when(new DeclineInitiative(date("2014-02-03"), null, null));

        declined.then(
                new InitiativeDeclined(date("2014-02-03"), null),
                new MilestoneCancelled("M1", day("2014-02-03"), day("2018-06-30"), false, "The initiative ended"),
                new BarrierResolved(
                        "B1", day("2014-02-03"), BarrierResolution.LAPSED, day("2014-01-10"), "The initiative ended"));
        assertThat(AGGREGATE.deadlines(
                        new MilestoneCancelled("M1", null, day("2018-06-30"), false, "The initiative ended")))
                .containsExactly(Deadline.cleared("milestone/M1"));
        // A day that is known in part only is not made up.
        initiative("PK", PROPOSED, milestone)
                .when(new WithdrawInitiative(date("2014-02"), null, null))
                .then(
                        new InitiativeWithdrawn(date("2014-02"), null),
                        new MilestoneCancelled("M1", null, day("2018-06-30"), false, "The initiative ended"));
    }

    @Test
    void anInitiativeIsPausedWhileItRunsAndResumedAsWhatItWas() {
        var started = new InitiativeStarted(date("2014-03"));
        var paused = new InitiativePaused(date("2014-05-01"), "flood");

        var pausing = initiative("PK", PROPOSED, started).when(new PauseInitiative(date("2014-05-01"), "flood"));
        pausing.then(paused);
        assertThat(pausing.state().lifecycle()).isEqualTo(InitiativeLifecycle.PAUSED);
        assertThat(pausing.published())
                .containsExactly(new InitiativePublished.InitiativePaused("PK", date("2014-05-01"), "flood"));
        var resumed = initiative("PK", PROPOSED, started, paused).when(new ResumeInitiative(date("2014-06-01")));
        resumed.then(new InitiativeResumed(date("2014-06-01"), InitiativeLifecycle.TRIALLING));
        assertThat(resumed.state().pauses())
                .containsExactly(new Initiative.Pause(date("2014-05-01"), date("2014-06-01")));
        assertThat(resumed.published())
                .containsExactly(new InitiativePublished.InitiativeResumed(
                        "PK", date("2014-06-01"), InitiativeLifecycle.TRIALLING));

        initiative("PK", PROPOSED)
                .when(new PauseInitiative(date("2014-05"), null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, started, paused)
                .when(new PauseInitiative(date("2014-06"), null))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, started)
                .when(new ResumeInitiative(date("2014-06")))
                .thenRefused(NOT_NOW);
        initiative("PK", PROPOSED, started)
                .when(new PauseInitiative(date("2014-02"), null))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        initiative("PK", PROPOSED, started, paused)
                .when(new ResumeInitiative(date("2014-04")))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        initiative("PK", PROPOSED, started)
                .when(new PauseInitiative(date("2018-06"), null))
                .thenRefused(IN_THE_FUTURE);
    }

    @Test
    void whatIsEstablishedWhileItIsPausedIsResumedSo() {
        Initiative paused = initiative("PK", PROPOSED, new InitiativeStarted(date("2014-03")))
                .when(new PauseInitiative(date("2014-05-01"), null))
                .state();

        assertThat(paused.established().lifecycle()).isEqualTo(InitiativeLifecycle.PAUSED);
        assertThat(paused.established().resumesAs()).isEqualTo(InitiativeLifecycle.ESTABLISHED);
        assertThat(Initiative.EMPTY.established().lifecycle()).isEqualTo(InitiativeLifecycle.ESTABLISHED);
    }

    @Test
    void nothingIsLeftHangingByAClose() {
        var started = new InitiativeStarted(date("2014-03"));
        var milestone = new MilestonePlanned("M1", "First meeting", day("2014-06-30"), null);
        var missed = new InitiativeMilestoneMissed("M1", day("2014-06-30"));
        var cancelled = new MilestoneCancelled("M1", day("2014-07-30"), day("2014-06-30"), true, "no");
        var barrier = new BarrierRaised(
                "B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.LOW, day("2014-04-10"), null);
        var resolved = new BarrierResolved("B1", day("2014-05-10"), BarrierResolution.REMOVED, day("2014-04-10"), null);
        var close = new CloseInitiative(date("2016"), null);
        var closed = new InitiativeClosed(date("2016"), null);

        initiative("PK", PROPOSED, started, milestone).when(close).thenRefused(MILESTONES_ARE_OPEN);
        initiative("PK", PROPOSED, started, milestone, missed).when(close).thenRefused(MILESTONES_ARE_OPEN);
        initiative("PK", PROPOSED, started, milestone, missed, cancelled)
                .when(close)
                .then(closed);
        initiative("PK", PROPOSED, started, barrier).when(close).thenRefused(BARRIERS_ARE_OPEN);
        initiative("PK", PROPOSED, started, barrier, resolved).when(close).then(closed);
        // History need not tell what became of each: it ends with the initiative.
        initiative("PK", PROPOSED, started, milestone, barrier)
                .provenance(PUBLISHED)
                .when(close)
                .then(
                        closed,
                        new MilestoneCancelled("M1", null, day("2014-06-30"), false, "The initiative was closed"),
                        new BarrierResolved(
                                "B1", null, BarrierResolution.LAPSED, day("2014-04-10"), "The initiative was closed"));
    }

    @Test
    void endsOnNoDayBeforeWhatWasDoneInIt() {
        var started = new InitiativeStarted(date("2014-03"));
        var milestone = new MilestonePlanned("M1", "First meeting", day("2014-06-30"), null);
        var reached = new InitiativeMilestoneReached("M1", day("2014-07-30"), day("2014-06-30"), 30, false);
        var barrier = new BarrierRaised(
                "B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.LOW, day("2014-04-10"), null);
        var resolved = new BarrierResolved("B1", day("2014-05-10"), BarrierResolution.REMOVED, day("2014-04-10"), null);

        initiative("PK", PROPOSED, started, milestone, reached)
                .when(new CloseInitiative(date("2014-07-29"), null))
                .thenRefused(ENDS_BEFORE_ITS_LAST_DAY);
        initiative("PK", PROPOSED, started, barrier, resolved)
                .when(new CloseInitiative(date("2014-05-09"), null))
                .thenRefused(ENDS_BEFORE_ITS_LAST_DAY);
        // What is open ends on the same day, by whatever its end is called, and was not raised after it.
        initiative("PK", PROPOSED, started, barrier)
                .provenance(PUBLISHED)
                .when(new CloseInitiative(date("2014-04-09"), null))
                .thenRefused(ENDS_BEFORE_ITS_LAST_DAY);
        initiative("PK", PROPOSED, barrier)
                .when(new WithdrawInitiative(date("2014-04-09"), null, null))
                .thenRefused(ENDS_BEFORE_ITS_LAST_DAY);
        // A month or a year is over when its last day is.
        var closed = new InitiativeClosed(date("2014-07"), null);
        initiative("PK", PROPOSED, started, milestone, reached)
                .when(new CloseInitiative(date("2014-07"), null))
                .then(closed);
        initiative("PK", PROPOSED, started, milestone, reached)
                .when(new CloseInitiative(date("2014-07-30"), null))
                .then(new InitiativeClosed(date("2014-07-30"), null));
    }

    @Test
    void aPausedInitiativeMayBeClosedButNotOneThatIsOver() {
        var started = new InitiativeStarted(date("2014-03"));
        var paused = new InitiativePaused(date("2014-05"), null);
        var close = new CloseInitiative(date("2016"), null);

        initiative("PK", PROPOSED, started, paused).when(close).then(new InitiativeClosed(date("2016"), null));
        initiative("PK", PROPOSED, started, paused)
                .when(new CloseInitiative(date("2014-04"), null))
                .thenRefused(BEFORE_THE_STEP_BEFORE);
        initiative("PK", PROPOSED, new InitiativeDeclined(date("2014"), null))
                .provenance(PUBLISHED)
                .when(close)
                .thenRefused(NOT_NOW);
    }

    @Test
    void whoMayNotIsToldWhoRunsIt() {
        var alone = new InitiativeProposed(
                "Alcohol", "FLAGSHIPS", List.of("PAPAKURA"), List.of("ALCOHOL"), "POLICE", List.of());
        var joined = new InitiativeProposed(
                "Alcohol", "FLAGSHIPS", List.of("PAPAKURA"), List.of("ALCOHOL"), "POLICE", List.of("JUSTICE", "CYF"));

        assertThat(InitiativeDecider.whoRuns(InitiativeDecider.evolve(Initiative.EMPTY, alone)))
                .isEqualTo("Led by POLICE, with nobody else");
        assertThat(InitiativeDecider.whoRuns(InitiativeDecider.evolve(Initiative.EMPTY, joined)))
                .isEqualTo("Led by POLICE, with JUSTICE, CYF");
    }
}
