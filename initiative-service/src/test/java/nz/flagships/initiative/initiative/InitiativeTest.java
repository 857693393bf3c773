package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_PROGRAMME;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_THEME;
import static nz.flagships.initiative.initiative.InitiativeRegistration.AGGREGATE;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_AMONG_PARTNERS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LINEAGE_IN_A_CIRCLE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.PROPOSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.REPORTED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.TAILORED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.LifecycleCommand.ApproveInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.Proposal;
import nz.flagships.initiative.initiative.LifecycleCommand.ProposeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.ReportWindow;
import nz.flagships.initiative.initiative.LifecycleCommand.StartInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.TailorInitiative;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeTailored;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWindowReported;
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
}
