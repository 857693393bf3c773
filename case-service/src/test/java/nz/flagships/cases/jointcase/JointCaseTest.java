package nz.flagships.cases.jointcase;

import static nz.flagships.cases.jointcase.JointCaseRejection.*;
import static nz.flagships.events.cases.ClosingOutcome.RISK_REDUCED;
import static nz.flagships.events.cases.ClosingReason.GOALS_MET;
import static nz.flagships.events.cases.JoiningPurpose.VICTIM_SAFETY;
import static nz.flagships.events.cases.LeavingReason.WORK_COMPLETED;
import static nz.flagships.events.cases.LegalBasis.CONSENT;
import static nz.flagships.events.cases.LegalBasis.SERIOUS_THREAT;
import static nz.flagships.events.cases.ReopeningReason.NEW_INCIDENT;
import static nz.flagships.eventstore.testing.Growth.allocated;
import static nz.flagships.eventstore.testing.Growth.assertFourfold;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nz.flagships.cases.jointcase.JointCase.Status;
import nz.flagships.cases.jointcase.JointCaseCommand.ChangeLead;
import nz.flagships.cases.jointcase.JointCaseCommand.CloseCase;
import nz.flagships.cases.jointcase.JointCaseCommand.InviteAgency;
import nz.flagships.cases.jointcase.JointCaseCommand.JoinCase;
import nz.flagships.cases.jointcase.JointCaseCommand.LeaveCase;
import nz.flagships.cases.jointcase.JointCaseCommand.OpenCase;
import nz.flagships.cases.jointcase.JointCaseCommand.ReopenCase;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyInvited;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyJoinedCase;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyLeftCase;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseClosed;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseOpened;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseReopened;
import nz.flagships.cases.jointcase.JointCaseEvent.LeadAgencyChanged;
import nz.flagships.cases.reference.KnownAgency;
import nz.flagships.cases.reference.KnownInitiative;
import nz.flagships.cases.reference.KnownProgramme;
import nz.flagships.cases.reference.KnownRegion;
import nz.flagships.cases.reference.KnownTheme;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.testing.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said of a joint case, and what comes of it. */
class JointCaseTest {
    private static final String ID = "0190a6de-0000-7000-8000-000000000001";
    private static final CaseOpened OPENED = new CaseOpened(
            day("2013-08-05"),
            "AREA-TAIRAWHITI",
            List.of("FAMILY-VIOLENCE"),
            SERIOUS_THREAT,
            "FLAGSHIPS",
            "EC-FAMILY",
            "POLICE");
    private static final AgencyInvited INVITED = new AgencyInvited("CYF", null);
    private static final AgencyJoinedCase JOINED = new AgencyJoinedCase("CYF", CONSENT, VICTIM_SAFETY);
    private static final CaseClosed CLOSED = new CaseClosed(day("2014-02-10"), 6, GOALS_MET, RISK_REDUCED);
    private static final CaseReopened REOPENED = new CaseReopened(day("2014-05-19"), NEW_INCIDENT);
    private static final OpenCase OPEN = new OpenCase(
            OPENED.openedOn(), OPENED.region(), OPENED.themes(), OPENED.legalBasis(), OPENED.programme(), "EC-FAMILY");

    @Test
    void isOpenedByTheAgencyThatLeadsIt() {
        given().by("POLICE").when(OPEN).then(OPENED);
    }

    @Test
    void keepsThemesInOrderOfTheAlphabet() {
        given().knowing(KnownTheme.class, "YOUTH-CRIME", new KnownTheme("YOUTH-CRIME"))
                .by("POLICE")
                .when(open("AREA-TAIRAWHITI", "2013-08-05", "YOUTH-CRIME", "FAMILY-VIOLENCE"))
                .then(new CaseOpened(
                        OPENED.openedOn(),
                        OPENED.region(),
                        List.of("FAMILY-VIOLENCE", "YOUTH-CRIME"),
                        SERIOUS_THREAT,
                        "FLAGSHIPS",
                        null,
                        "POLICE"));
    }

    @Test
    void mayBeInAProgrammeArea() {
        given().knowing(
                        KnownRegion.class,
                        "EAST-COAST",
                        new KnownRegion("EAST-COAST", RegionKind.PROGRAMME_AREA, null, null))
                .by("POLICE")
                .when(open("EAST-COAST", "2013-08-05", "FAMILY-VIOLENCE"))
                .state();
    }

    @ParameterizedTest
    @EnumSource(
            value = RegionKind.class,
            names = {"COUNTRY", "POLICE_DISTRICT", "DISTRICT_COURT"})
    void isInNoOtherKindOfRegion(RegionKind kind) {
        given().knowing(KnownRegion.class, "SOMEWHERE", new KnownRegion("SOMEWHERE", kind, null, null))
                .when(open("SOMEWHERE", "2013-08-05", "FAMILY-VIOLENCE"))
                .thenRefused(NO_REGION_OF_CASES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010-12-31", "2013-09-01"})
    void isInARegionThatWasThere(String day) {
        given().knowing(
                        KnownRegion.class,
                        "MERGED",
                        new KnownRegion("MERGED", RegionKind.POLICE_AREA, day("2011-01-01"), day("2013-08-31")))
                .when(open("MERGED", day, "FAMILY-VIOLENCE"))
                .thenRefused(REGION_NOT_THERE);
    }

    @Test
    void namesOnlyWhatIsKnown() {
        given().when(open("NOWHERE", "2013-08-05", "FAMILY-VIOLENCE")).thenRefused(UNKNOWN_REGION);
        given().when(open("AREA-TAIRAWHITI", "2013-08-05", "NO-THEME")).thenRefused(UNKNOWN_THEME);
        given().when(new OpenCase(
                        OPENED.openedOn(), OPENED.region(), OPENED.themes(), CONSENT, "NO-PROGRAMME", "EC-FAMILY"))
                .thenRefused(UNKNOWN_PROGRAMME);
        given().when(new OpenCase(
                        OPENED.openedOn(), OPENED.region(), OPENED.themes(), CONSENT, "FLAGSHIPS", "NO-INITIATIVE"))
                .thenRefused(UNKNOWN_INITIATIVE);
    }

    @Test
    void namesAThemeOnce() {
        given().when(open("AREA-TAIRAWHITI", "2013-08-05", "FAMILY-VIOLENCE", "FAMILY-VIOLENCE"))
                .thenRefused(THEME_NAMED_TWICE);
    }

    @Test
    void isOpenedOnADayThatCanBe() {
        given().when(open("AREA-TAIRAWHITI", "1989-12-31", "FAMILY-VIOLENCE")).thenRefused(TOO_LONG_AGO);
        // It is 2 July in Auckland already.
        given().at("2014-07-01T12:30:00Z")
                .when(open("AREA-TAIRAWHITI", "2014-07-02", "FAMILY-VIOLENCE"))
                .state();
        given().at("2014-07-01T11:30:00Z")
                .when(open("AREA-TAIRAWHITI", "2014-07-02", "FAMILY-VIOLENCE"))
                .thenRefused(IN_THE_FUTURE);
    }

    @Test
    void isOpenedOnce() {
        given(OPENED).by("POLICE").when(OPEN).thenRefused(OPENED_ALREADY);
    }

    @Test
    void letsTheLeadInvite() {
        given(OPENED).by("POLICE").when(new InviteAgency("CYF", null)).then(INVITED);
    }

    @Test
    void invitesNobodyTwice() {
        given(OPENED, INVITED).by("POLICE").when(new InviteAgency("CYF", null)).thenRefused(INVITED_ALREADY);
        given(OPENED, INVITED, JOINED)
                .by("POLICE")
                .when(new InviteAgency("CYF", null))
                .thenRefused(JOINED_ALREADY);
        given(OPENED).by("POLICE").when(new InviteAgency("POLICE", null)).thenRefused(JOINED_ALREADY);
    }

    @Test
    void invitesNobodyByASlipOfThePen() {
        given(OPENED).by("POLICE").when(new InviteAgency("CFY", null)).thenRefused(NOBODY_IS_INVITED);
        given(OPENED)
                .by("POLICE")
                .when(new InviteAgency("IWI-TRUST", "An iwi provider"))
                .then(new AgencyInvited("IWI-TRUST", "An iwi provider"));
    }

    @Test
    void letsOnlyTheLeadInviteCloseReopenAndPassTheLead() {
        given(OPENED, INVITED, JOINED)
                .by("CYF")
                .when(new InviteAgency("JUSTICE", null))
                .thenRefused(NOT_THE_LEAD);
        given(OPENED, INVITED, JOINED).by("CYF").when(close("2014-02-10")).thenRefused(NOT_THE_LEAD);
        given(OPENED, INVITED, JOINED, CLOSED)
                .by("CYF")
                .when(reopen("2014-05-19"))
                .thenRefused(NOT_THE_LEAD);
        given(OPENED, INVITED, JOINED).by("CYF").when(new ChangeLead("CYF")).thenRefused(NOT_THE_LEAD);
    }

    @Test
    void isJoinedByWhoeverWasInvited() {
        given(OPENED, INVITED)
                .by("CYF")
                .when(new JoinCase(CONSENT, VICTIM_SAFETY))
                .then(JOINED);
    }

    @Test
    void isNotThereForWhoeverWasNotInvited() {
        JoinCase join = new JoinCase(CONSENT, VICTIM_SAFETY);
        given(OPENED).by("CYF").when(join).thenRefused(NOT_INVITED);
        given(OPENED, INVITED).by("JUSTICE").when(join).thenRefused(NOT_INVITED);
        given(OPENED, INVITED, JOINED).by("CYF").when(join).thenRefused(JOINED_ALREADY);
        given(OPENED, INVITED, JOINED, new AgencyLeftCase("CYF", WORK_COMPLETED))
                .by("CYF")
                .when(join)
                .thenRefused(NOT_INVITED);
    }

    @Test
    void isNothingButJoinableForWhoeverIsOnlyInvited() {
        given(OPENED, INVITED).by("CYF").when(new LeaveCase(WORK_COMPLETED)).thenRefused(NOT_INVITED);
        given(OPENED, INVITED).by("CYF").when(new InviteAgency("JUSTICE", null)).thenRefused(NOT_INVITED);
        given(OPENED, INVITED).by("CYF").when(new ChangeLead("CYF")).thenRefused(NOT_INVITED);
        given(OPENED, INVITED).by("CYF").when(close("2014-02-10")).thenRefused(NOT_INVITED);
        given(OPENED, INVITED).by("CYF").when(reopen("2014-02-10")).thenRefused(NOT_INVITED);
    }

    @Test
    void isSeenByThoseWhoJoinedAndUntilTheyLeave() {
        assertThat(sees("POLICE", OPENED)).isTrue();
        assertThat(sees("CYF", OPENED)).isFalse();
        assertThat(sees("CYF", OPENED, INVITED)).isFalse();
        assertThat(speaks("CYF", OPENED)).isFalse();
        assertThat(speaks("CYF", OPENED, INVITED)).isTrue();
        assertThat(sees("CYF", OPENED, INVITED, JOINED)).isTrue();
        assertThat(sees("CYF", OPENED, INVITED, JOINED, new AgencyLeftCase("CYF", WORK_COMPLETED)))
                .isFalse();
        assertThat(speaks("CYF", OPENED, INVITED, JOINED, new AgencyLeftCase("CYF", WORK_COMPLETED)))
                .isFalse();
    }

    @Test
    void isLeftByAnyAgencyButTheLead() {
        given(OPENED, INVITED, JOINED)
                .by("CYF")
                .when(new LeaveCase(WORK_COMPLETED))
                .then(new AgencyLeftCase("CYF", WORK_COMPLETED));
        given(OPENED, INVITED, JOINED)
                .by("POLICE")
                .when(new LeaveCase(WORK_COMPLETED))
                .thenRefused(LEAD_CANNOT_LEAVE);
        given(OPENED, INVITED, JOINED)
                .by("JUSTICE")
                .when(new LeaveCase(WORK_COMPLETED))
                .thenRefused(NOT_INVITED);
    }

    @Test
    void mayBeJoinedAgainAfterAnotherInvitation() {
        given(OPENED, INVITED, JOINED, new AgencyLeftCase("CYF", WORK_COMPLETED), INVITED)
                .by("CYF")
                .when(new JoinCase(CONSENT, VICTIM_SAFETY))
                .then(JOINED);
    }

    @Test
    void hasExactlyOneLead() {
        // given
        JointCase after = given(OPENED, INVITED, JOINED)
                .by("POLICE")
                .when(new ChangeLead("CYF"))
                .then(new LeadAgencyChanged("POLICE", "CYF"))
                .state();

        // then
        assertThat(after.leadAgency()).isEqualTo("CYF");
        assertThat(after.agencies()).extracting(JointCase.Member::agency).containsExactly("POLICE", "CYF");
    }

    @Test
    void passesTheLeadOnlyToAnotherAgencyOfTheCase() {
        given(OPENED, INVITED).by("POLICE").when(new ChangeLead("CYF")).thenRefused(NOT_A_MEMBER);
        given(OPENED).by("POLICE").when(new ChangeLead("POLICE")).thenRefused(LEADS_ALREADY);
    }

    @Test
    void isClosedByTheLead() {
        given(OPENED).by("POLICE").when(close("2014-02-10")).then(CLOSED);
        given(OPENED)
                .by("POLICE")
                .when(close("2013-08-05"))
                .then(new CaseClosed(day("2013-08-05"), 0, GOALS_MET, RISK_REDUCED));
    }

    @ParameterizedTest
    @CsvSource({
        "2013-08-01, 2013-08-31, 0",
        "2013-08-01, 2013-09-01, 1",
        "2013-08-31, 2013-09-01, 1",
        "2013-08-31, 2013-09-30, 1",
        "2013-08-05, 2014-08-04, 12",
        "2013-08-05, 2014-08-06, 12"
    })
    void saysNoMoreOfItsDaysThanTheMonthsDo(String opened, String closed, int months) {
        CaseOpened before = new CaseOpened(
                day(opened), OPENED.region(), OPENED.themes(), SERIOUS_THREAT, "FLAGSHIPS", null, "POLICE");
        given(before)
                .by("POLICE")
                .at("2014-12-01T00:00:00Z")
                .when(close(closed))
                .then(new CaseClosed(day(closed), months, GOALS_MET, RISK_REDUCED));
    }

    @Test
    void isClosedOnADayThatCanBe() {
        given(OPENED).by("POLICE").when(close("2013-08-04")).thenRefused(CLOSED_BEFORE_OPENED);
        given(OPENED).by("POLICE").when(close("2014-07-03")).thenRefused(IN_THE_FUTURE);
        given(OPENED, CLOSED, new CaseReopened(day("2014-05-19"), NEW_INCIDENT))
                .by("POLICE")
                .when(close("2014-05-18"))
                .thenRefused(CLOSED_BEFORE_OPENED);
    }

    @Test
    void takesNothingMoreWhenItIsClosed() {
        given(OPENED, CLOSED).by("POLICE").when(close("2014-02-10")).thenRefused(IS_CLOSED);
        given(OPENED, CLOSED).by("POLICE").when(new InviteAgency("CYF", null)).thenRefused(IS_CLOSED);
        given(OPENED, INVITED, JOINED, CLOSED)
                .by("POLICE")
                .when(new ChangeLead("CYF"))
                .thenRefused(IS_CLOSED);
    }

    @Test
    void isNotThereForWhoeverIsOnlyInvitedWhileItIsClosed() {
        JoinCase join = new JoinCase(CONSENT, VICTIM_SAFETY);
        given(OPENED, INVITED, CLOSED).by("CYF").when(join).thenRefused(NOT_INVITED);
        given(OPENED, INVITED, CLOSED).by("JUSTICE").when(join).thenRefused(NOT_INVITED);
        given(OPENED, INVITED, CLOSED, REOPENED).by("CYF").when(join).then(JOINED);
    }

    @Test
    void hasNoMoreAgenciesThanAnyCaseNeeds() {
        // given as many as may be, the lead among them, one of whom has joined
        List<JointCaseEvent> full = new ArrayList<>(List.of(OPENED, INVITED, JOINED));
        for (int i = 2; i < JointCaseDecider.MOST_AGENCIES; i++) {
            full.add(new AgencyInvited("A" + i, "Agency " + i));
        }
        JointCaseEvent[] before = full.toArray(JointCaseEvent[]::new);

        // then
        given(before)
                .by("POLICE")
                .when(new InviteAgency("ONE-MORE", "One more"))
                .thenRefused(TOO_MANY_AGENCIES);
        given(before).by("POLICE").when(new InviteAgency("A2", null)).thenRefused(INVITED_ALREADY);
        assertThat(TOO_MANY_AGENCIES.rule().title()).contains(" " + JointCaseDecider.MOST_AGENCIES + " ");

        // and there is room again when one has left
        full.add(new AgencyLeftCase("CYF", WORK_COMPLETED));
        given(full.toArray(JointCaseEvent[]::new))
                .by("POLICE")
                .when(new InviteAgency("CYF", null))
                .then(INVITED);
    }

    /** As they could be before there was a bound. */
    @Test
    void takesAsMuchToReadAsItHasEventsHoweverManyAreInvited() {
        assertFourfold(invited -> {
            JointCaseEvent[] events = Stream.concat(
                            Stream.of(OPENED),
                            IntStream.range(0, invited).mapToObj(i -> new AgencyInvited("A" + i, "Agency " + i)))
                    .toArray(JointCaseEvent[]::new);
            return allocated(() -> {
                JointCase read = state(events);
                assertThat(read.invited()).hasSize(invited).startsWith("A0", "A1");
                assertThat(read.isOpenTo("A" + (invited - 1))).isTrue();
            });
        });
    }

    @Test
    void isOpenedAgainByTheLead() {
        // when
        JointCase after = given(OPENED, CLOSED)
                .by("POLICE")
                .when(reopen("2014-05-19"))
                .then(new CaseReopened(day("2014-05-19"), NEW_INCIDENT))
                .state();

        // then
        assertThat(after.status()).isEqualTo(Status.ACTIVE);
        assertThat(after.closing()).isNull();
        assertThat(after.openSince()).isEqualTo(day("2014-05-19"));
        assertThat(after.openedOn()).isEqualTo(day("2013-08-05"));
    }

    @Test
    void isOpenedAgainOnADayThatCanBe() {
        given(OPENED).by("POLICE").when(reopen("2014-05-19")).thenRefused(IS_NOT_CLOSED);
        given(OPENED, CLOSED).by("POLICE").when(reopen("2014-02-09")).thenRefused(REOPENED_BEFORE_CLOSED);
        given(OPENED, CLOSED).by("POLICE").when(reopen("2014-07-03")).thenRefused(IN_THE_FUTURE);
    }

    /** Every day that can be written; each is taken and can be published, or it is refused, and nothing throws. */
    @ParameterizedTest
    @ValueSource(strings = {"1840-01-01", "1850-06-30", "1989-12-31", "1990-01-01", "2014-06-30", "9999-12-31"})
    void takesOrRefusesAnyDay(String day) {
        for (JointCaseEvent[] before : new JointCaseEvent[][] {
            {}, {OPENED}, {OPENED, INVITED, JOINED}, {OPENED, CLOSED}, {OPENED, CLOSED, REOPENED}
        }) {
            for (JointCaseCommand command :
                    List.of(open("AREA-TAIRAWHITI", day, "FAMILY-VIOLENCE"), close(day), reopen(day))) {
                Given.Then<JointCase, JointCaseEvent> then =
                        given(before).at("9999-12-31T00:00:00Z").by("POLICE").when(command);
                if (then.decision() instanceof Happened<JointCaseEvent>) {
                    assertThat(then.published()).as(command.toString()).hasSize(1);
                }
            }
        }
    }

    @Test
    void publishesMonthsAndCodesOnly() {
        assertThat(given().by("POLICE").when(OPEN).published())
                .containsExactly(new nz.flagships.events.cases.CaseOpened(
                        YearMonth.of(2013, 8),
                        "AREA-TAIRAWHITI",
                        List.of("FAMILY-VIOLENCE"),
                        SERIOUS_THREAT,
                        "FLAGSHIPS",
                        "EC-FAMILY",
                        "POLICE"));
        assertThat(given(OPENED).by("POLICE").when(close("2014-02-10")).published())
                .containsExactly(
                        new nz.flagships.events.cases.CaseClosed(YearMonth.of(2014, 2), 6, GOALS_MET, RISK_REDUCED));
        assertThat(given(OPENED, CLOSED).by("POLICE").when(reopen("2014-05-19")).published())
                .containsExactly(new nz.flagships.events.cases.CaseReopened(YearMonth.of(2014, 5), NEW_INCIDENT));
    }

    private static Given<JointCase, JointCaseCommand, JointCaseEvent> given(JointCaseEvent... before) {
        return Given.given(JointCaseRegistration.AGGREGATE)
                .on(ID, before)
                .knowing(
                        KnownRegion.class,
                        "AREA-TAIRAWHITI",
                        new KnownRegion("AREA-TAIRAWHITI", RegionKind.POLICE_AREA, null, null))
                .knowing(KnownProgramme.class, "FLAGSHIPS", new KnownProgramme("FLAGSHIPS"))
                .knowing(KnownTheme.class, "FAMILY-VIOLENCE", new KnownTheme("FAMILY-VIOLENCE"))
                .knowing(KnownInitiative.class, "EC-FAMILY", new KnownInitiative("EC-FAMILY"))
                .knowing(KnownAgency.class, "CYF", new KnownAgency("CYF"));
    }

    private static JointCase state(JointCaseEvent... events) {
        JointCase state = JointCase.EMPTY;
        for (JointCaseEvent event : events) {
            state = JointCaseDecider.evolve(state, event);
        }
        return state;
    }

    private static boolean sees(String agency, JointCaseEvent... events) {
        return JointCaseRegistration.AGGREGATE.visible(
                state(events), new Viewer(agency, "somebody", Set.of(Role.CASE_WORKER)));
    }

    private static boolean speaks(String agency, JointCaseEvent... events) {
        return JointCaseRegistration.AGGREGATE.addressable(
                state(events), new Viewer(agency, "somebody", Set.of(Role.CASE_WORKER)));
    }

    private static OpenCase open(String region, String day, String... themes) {
        return new OpenCase(day(day), region, List.of(themes), SERIOUS_THREAT, "FLAGSHIPS", null);
    }

    private static CloseCase close(String day) {
        return new CloseCase(day(day), GOALS_MET, RISK_REDUCED);
    }

    private static ReopenCase reopen(String day) {
        return new ReopenCase(day(day), NEW_INCIDENT);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
