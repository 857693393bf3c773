package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.initiative.BarrierRejection.BARRIER_IS_OVER;
import static nz.flagships.initiative.initiative.BarrierRejection.BARRIER_RAISED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.BEFORE_ITS_LAST_STEP;
import static nz.flagships.initiative.initiative.BarrierRejection.CARRIED_TO_ITSELF;
import static nz.flagships.initiative.initiative.BarrierRejection.ESCALATED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.LINKED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.NOT_ESCALATED;
import static nz.flagships.initiative.initiative.BarrierRejection.NOT_RESOLVED;
import static nz.flagships.initiative.initiative.BarrierRejection.NO_SUCH_BARRIER;
import static nz.flagships.initiative.initiative.BarrierRejection.SAME_INITIATIVE;
import static nz.flagships.initiative.initiative.InitiativeRegistration.AGGREGATE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierPublished;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.initiative.BarrierCommand.CarryBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.EscalateBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.GiveAdvice;
import nz.flagships.initiative.initiative.BarrierCommand.LinkBarriers;
import nz.flagships.initiative.initiative.BarrierCommand.RaiseBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.ReopenBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.ResolveBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.SameBarrier;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierCarried;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierEscalatedToNationalOffice;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierRaised;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierReopened;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierResolved;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierTakenOver;
import nz.flagships.initiative.initiative.BarrierEvent.BarriersLinked;
import nz.flagships.initiative.initiative.BarrierEvent.NationalOfficeAdviceGiven;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** EC and HM are initiatives of the same agencies, CLOSED is over, OTHER is run by CYF. */
class BarrierTest {
    private static final BarrierRaised RAISED = raised("B1");
    private static final BarrierEscalatedToNationalOffice ESCALATED =
            new BarrierEscalatedToNationalOffice("B1", day("2014-04-15"), "stuck");
    private static final NationalOfficeAdviceGiven ADVISED =
            new NationalOfficeAdviceGiven("B1", day("2014-05-06"), "ask the library", null);
    private static final BarrierResolved RESOLVED =
            new BarrierResolved("B1", day("2014-06-02"), BarrierResolution.WORKED_AROUND, day("2014-04-01"), "library");
    private static final BarrierRef PK = new BarrierRef("PK", "B1");
    private static final BarrierRef EC = new BarrierRef("EC", "E1");
    private static final BarrierRef HM = new BarrierRef("HM", "H1");

    private static BarrierRaised raised(String code) {
        return new BarrierRaised(
                code, "No room", BarrierCategory.PREMISES, BarrierSeverity.MEDIUM, day("2014-04-01"), null);
    }

    private static Given<Initiative, InitiativeCommand, InitiativeEvent> after(InitiativeEvent... events) {
        return initiative(
                        "PK",
                        Stream.concat(Stream.of(PROPOSED), Arrays.stream(events))
                                .toArray(InitiativeEvent[]::new))
                .knowing(AGGREGATE, "EC", PROPOSED, raised("E1"))
                .knowing(AGGREGATE, "HM", PROPOSED, raised("H1"))
                .knowing(AGGREGATE, "CLOSED", PROPOSED, new InitiativeClosed(date("2014"), null))
                .knowing(
                        AGGREGATE,
                        "OTHER",
                        new LifecycleEvent.InitiativeProposed(
                                "Theirs", "FLAGSHIPS", List.of("PAPAKURA"), List.of("ALCOHOL"), "CYF", List.of()),
                        raised("O1"));
    }

    private static RaiseBarrier raise(String on, @Nullable String actionBy) {
        return new RaiseBarrier("B1", "No room", BarrierCategory.PREMISES, BarrierSeverity.MEDIUM, day(on), actionBy);
    }

    @Test
    void aBarrierIsRaisedOnceByThoseThatRunTheInitiative() {
        var raising = after().when(raise("2014-04-01", null));

        raising.then(RAISED);
        assertThat(raising.published())
                .containsExactly(new BarrierPublished.BarrierRaised(
                        "PK",
                        "B1",
                        "No room",
                        BarrierCategory.PREMISES,
                        BarrierSeverity.MEDIUM,
                        day("2014-04-01"),
                        null));
        after(RAISED).when(raise("2014-04-01", null)).thenRefused(BARRIER_RAISED_ALREADY);
        initiative("PK").when(raise("2014-04-01", null)).thenRefused(NOT_PROPOSED);
        after().by("CYF", Role.NATIONAL_OFFICE).when(raise("2014-04-01", null)).thenRefused(NOT_YOURS);
        after().when(raise("2018-06-01", null)).thenRefused(IN_THE_FUTURE);
        after().when(raise("2014-04-01", "NOBODY")).thenRefused(UNKNOWN_AGENCY);
        after(new InitiativeClosed(date("2014"), null))
                .when(raise("2014-04-01", null))
                .thenRefused(NOT_NOW);
    }

    @Test
    void aBarrierIsEscalatedAndTheOfficeGivesItsAdvice() {
        var escalate = new EscalateBarrier("B1", day("2014-04-15"), "stuck");
        var advise = new GiveAdvice("B1", day("2014-05-06"), "ask the library", null);

        var escalating = after(RAISED).when(escalate);
        escalating.then(ESCALATED);
        assertThat(escalating.published())
                .containsExactly(new BarrierPublished.BarrierEscalatedToNationalOffice("PK", "B1", day("2014-04-15")));
        var advising =
                after(RAISED, ESCALATED).by("OFFICE", Role.NATIONAL_OFFICE).when(advise);
        advising.then(ADVISED);
        assertThat(advising.published())
                .containsExactly(new BarrierPublished.NationalOfficeAdviceGiven("PK", "B1", day("2014-05-06"), null));

        after().when(escalate).thenRefused(NO_SUCH_BARRIER);
        after(RAISED, ESCALATED).when(escalate).thenRefused(ESCALATED_ALREADY);
        after(RAISED, RESOLVED).when(escalate).thenRefused(BARRIER_IS_OVER);
        after(RAISED).when(new EscalateBarrier("B1", day("2014-03-15"), null)).thenRefused(BEFORE_ITS_LAST_STEP);
        after(RAISED).when(advise).thenRefused(NOT_ESCALATED);
        after(RAISED, ESCALATED, ADVISED).when(advise).thenRefused(NOT_ESCALATED);
        after(RAISED, ESCALATED)
                .when(new GiveAdvice("B1", day("2014-04-14"), "early", null))
                .thenRefused(BEFORE_ITS_LAST_STEP);
        // The advice did not help: it may be asked for again.
        after(RAISED, ESCALATED, ADVISED)
                .when(new EscalateBarrier("B1", day("2014-07-01"), null))
                .then(new BarrierEscalatedToNationalOffice("B1", day("2014-07-01"), null));
    }

    @Test
    void aBarrierIsResolvedOnceByThoseThatRunItOrTheOffice() {
        var resolve = new ResolveBarrier("B1", day("2014-06-02"), BarrierResolution.WORKED_AROUND, "library");

        var resolving = after(RAISED, ESCALATED, ADVISED).when(resolve);
        resolving.then(RESOLVED);
        assertThat(resolving.published())
                .containsExactly(new BarrierPublished.BarrierResolved(
                        "PK", "B1", day("2014-06-02"), BarrierResolution.WORKED_AROUND, day("2014-04-01")));
        after(RAISED).by("OFFICE", Role.NATIONAL_OFFICE).when(resolve).then(RESOLVED);
        after(RAISED).by("CYF", Role.AGENCY_SYSTEM).when(resolve).thenRefused(NOT_YOURS);
        after(RAISED, RESOLVED).when(resolve).thenRefused(BARRIER_IS_OVER);
        after(RAISED, ESCALATED, ADVISED)
                .when(new ResolveBarrier("B1", day("2014-05-01"), BarrierResolution.REMOVED, null))
                .thenRefused(BEFORE_ITS_LAST_STEP);
    }

    @Test
    void aReopenedBarrierIsAsOldAsItWas() {
        var reopen = new ReopenBarrier("B1", day("2014-06-23"), "rebuilt");
        var reopened = new BarrierReopened("B1", day("2014-06-23"), day("2014-04-01"), 1, "rebuilt");

        var reopening = after(RAISED, RESOLVED).when(reopen);
        reopening.then(reopened);
        assertThat(reopening.state().barriers().get("B1"))
                .satisfies(barrier -> assertThat(barrier.raisedOn()).isEqualTo(day("2014-04-01")))
                .satisfies(barrier -> assertThat(barrier.status()).isEqualTo(BarrierStatus.OPEN));
        assertThat(reopening.published())
                .containsExactly(
                        new BarrierPublished.BarrierReopened("PK", "B1", day("2014-06-23"), day("2014-04-01"), 1));
        after(RAISED).when(reopen).thenRefused(NOT_RESOLVED);
        after(RAISED, RESOLVED, reopened).when(reopen).thenRefused(NOT_RESOLVED);
        after(RAISED, RESOLVED)
                .when(new ReopenBarrier("B1", day("2014-06-01"), "early"))
                .thenRefused(BEFORE_ITS_LAST_STEP);
        after(RAISED, RESOLVED, new InitiativeClosed(date("2014"), null))
                .when(reopen)
                .thenRefused(NOT_NOW);
    }

    private static LinkBarriers link(SameBarrier... with) {
        return new LinkBarriers("B1", List.of(with));
    }

    private static SameBarrier same(BarrierRef ref) {
        return new SameBarrier(ref.initiative(), ref.barrier(), null);
    }

    @Test
    void oneBarrierInThreeInitiativesIsSaidOfEach() {
        var linking = after(RAISED).when(link(same(EC), same(HM)));

        linking.then(new BarriersLinked("B1", List.of(EC, HM)))
                .thenElsewhere(
                        new Elsewhere("initiative", "EC", new BarriersLinked("E1", List.of(HM, PK))),
                        new Elsewhere("initiative", "HM", new BarriersLinked("H1", List.of(EC, PK))));
        assertThat(linking.published())
                .containsExactly(new BarrierPublished.BarriersLinked("PK", "B1", List.of(EC, HM)));
    }

    @Test
    void whatIsLinkedWithALinkedOneIsLinkedToo() {
        after(RAISED)
                .knowing(AGGREGATE, "EC", PROPOSED, raised("E1"), new BarriersLinked("E1", List.of(HM)))
                .knowing(AGGREGATE, "HM", PROPOSED, raised("H1"), new BarriersLinked("H1", List.of(EC)))
                .when(link(same(EC)))
                .then(new BarriersLinked("B1", List.of(EC, HM)))
                .thenElsewhere(
                        new Elsewhere("initiative", "EC", new BarriersLinked("E1", List.of(HM, PK))),
                        new Elsewhere("initiative", "HM", new BarriersLinked("H1", List.of(EC, PK))));
    }

    @Test
    void aBarrierThatIsNotRaisedElsewhereYetIsRaisedWithTheLink() {
        after(RAISED)
                .when(link(new SameBarrier("EC", "E2", day("2014-08-04"))))
                .then(new BarriersLinked("B1", List.of(new BarrierRef("EC", "E2"))))
                .thenElsewhere(
                        new Elsewhere(
                                "initiative",
                                "EC",
                                new BarrierRaised(
                                        "E2",
                                        "No room",
                                        BarrierCategory.PREMISES,
                                        BarrierSeverity.MEDIUM,
                                        day("2014-08-04"),
                                        null)),
                        new Elsewhere("initiative", "EC", new BarriersLinked("E2", List.of(PK))));
        after(RAISED).when(link(new SameBarrier("EC", "E1", day("2014-08-04")))).thenRefused(BARRIER_RAISED_ALREADY);
        after(RAISED).when(link(new SameBarrier("EC", "E2", day("2018-08-04")))).thenRefused(IN_THE_FUTURE);
    }

    @Test
    void onlyOpenBarriersOfDifferentInitiativesAreLinkedByWhoeverMaySpeakForThem() {
        after().when(link(same(EC))).thenRefused(NO_SUCH_BARRIER);
        after(RAISED, RESOLVED).when(link(same(EC))).thenRefused(BARRIER_IS_OVER);
        after(RAISED).when(link(new SameBarrier("EC", "NONE", null))).thenRefused(NO_SUCH_BARRIER);
        after(RAISED).when(link(new SameBarrier("NONE", "B1", null))).thenRefused(UNKNOWN_INITIATIVE);
        after(RAISED).when(link(new SameBarrier("CLOSED", "B1", null))).thenRefused(NOT_NOW);
        after(RAISED, raised("B2"))
                .when(link(new SameBarrier("PK", "B2", null)))
                .thenRefused(SAME_INITIATIVE);
        after(RAISED)
                .knowing(AGGREGATE, "EC", PROPOSED, raised("E1"), raised("E2"))
                .when(link(same(EC), new SameBarrier("EC", "E2", null)))
                .thenRefused(SAME_INITIATIVE);
        after(RAISED).when(link(same(EC), same(EC))).thenRefused(NAMED_TWICE);
        after(RAISED, new BarriersLinked("B1", List.of(EC)))
                .when(link(same(EC)))
                .thenRefused(LINKED_ALREADY);
        after(RAISED).when(link(new SameBarrier("OTHER", "O1", null))).thenRefused(NOT_YOURS);
        after(RAISED)
                .by("OFFICE", Role.NATIONAL_OFFICE)
                .when(link(new SameBarrier("OTHER", "O1", null)))
                .then(new BarriersLinked("B1", List.of(new BarrierRef("OTHER", "O1"))));
        after(RAISED)
                .knowing(
                        AGGREGATE,
                        "EC",
                        PROPOSED,
                        raised("E1"),
                        new BarrierResolved(
                                "E1", day("2014-06-02"), BarrierResolution.REMOVED, day("2014-04-01"), null))
                .when(link(same(EC)))
                .thenRefused(BARRIER_IS_OVER);
    }

    @Test
    void aBarrierIsCarriedAndKeepsItsAgeAndItsPlace() {
        var carried = new BarrierCarried("B1", new BarrierRef("HM", "B1"), day("2014-07-01"), "theirs now");
        var takenOver = new BarrierTakenOver(
                "B1",
                PK,
                day("2014-07-01"),
                "No room",
                BarrierCategory.PREMISES,
                BarrierSeverity.MEDIUM,
                BarrierStatus.ESCALATED,
                day("2014-04-01"),
                day("2014-04-15"),
                null,
                0,
                null,
                List.of(EC));

        var carrying = after(RAISED, ESCALATED, new BarriersLinked("B1", List.of(EC)))
                .knowing(AGGREGATE, "EC", PROPOSED, raised("E1"), new BarriersLinked("E1", List.of(PK)))
                .when(new CarryBarrier("B1", "HM", null, day("2014-07-01"), "theirs now"));

        carrying.then(carried)
                .thenElsewhere(
                        new Elsewhere("initiative", "HM", takenOver),
                        new Elsewhere(
                                "initiative", "EC", new BarriersLinked("E1", List.of(new BarrierRef("HM", "B1"), PK))));
        assertThat(carrying.published())
                .containsExactly(
                        new BarrierPublished.BarrierCarried("PK", "B1", day("2014-07-01"), new BarrierRef("HM", "B1")));
        var state = initiative("HM", PROPOSED, takenOver).when(raise("2014-04-01", null));
        state.thenRefused(BARRIER_RAISED_ALREADY);
    }

    @Test
    void whatIsTakenOverStandsWhereItStood() {
        var takenOver = new BarrierTakenOver(
                "B1",
                EC,
                day("2014-07-01"),
                "No room",
                BarrierCategory.PREMISES,
                BarrierSeverity.MEDIUM,
                BarrierStatus.ESCALATED,
                day("2014-04-01"),
                day("2014-04-15"),
                null,
                0,
                null,
                List.of());

        after(takenOver)
                .when(new GiveAdvice("B1", day("2014-07-06"), "ask the library", null))
                .then(new NationalOfficeAdviceGiven("B1", day("2014-07-06"), "ask the library", null));
        assertThat(AGGREGATE.publish("PK", takenOver))
                .isEqualTo(new BarrierPublished.BarrierTakenOver(
                        "PK",
                        "B1",
                        EC,
                        day("2014-07-01"),
                        "No room",
                        BarrierCategory.PREMISES,
                        BarrierSeverity.MEDIUM,
                        BarrierStatus.ESCALATED,
                        day("2014-04-01"),
                        day("2014-04-15"),
                        null,
                        0,
                        null,
                        List.of()));
    }

    @Test
    void aBarrierIsCarriedToAnotherInitiativeThatIsNotOver() {
        after(RAISED)
                .when(new CarryBarrier("B1", "PK", null, day("2014-07-01"), null))
                .thenRefused(CARRIED_TO_ITSELF);
        after(RAISED)
                .when(new CarryBarrier("B1", "NONE", null, day("2014-07-01"), null))
                .thenRefused(UNKNOWN_INITIATIVE);
        after(RAISED)
                .when(new CarryBarrier("B1", "CLOSED", null, day("2014-07-01"), null))
                .thenRefused(NOT_NOW);
        after(RAISED)
                .when(new CarryBarrier("B1", "OTHER", null, day("2014-07-01"), null))
                .thenRefused(NOT_YOURS);
        after(RAISED)
                .when(new CarryBarrier("B1", "EC", "E1", day("2014-07-01"), null))
                .thenRefused(BARRIER_RAISED_ALREADY);
        after(RAISED, RESOLVED)
                .when(new CarryBarrier("B1", "EC", null, day("2014-07-01"), null))
                .thenRefused(BARRIER_IS_OVER);
        after(RAISED, new BarrierCarried("B1", EC, day("2014-07-01"), null))
                .when(new ReopenBarrier("B1", day("2014-08-01"), "again"))
                .thenRefused(NOT_RESOLVED);
    }

    @Test
    void whereTheSameBarrierIsLinkedAlreadyItGoesOnAsThatOne() {
        after(RAISED, new BarriersLinked("B1", List.of(EC)))
                .when(new CarryBarrier("B1", "EC", null, day("2014-07-01"), null))
                .then(new BarrierCarried("B1", EC, day("2014-07-01"), null))
                .thenElsewhere();
        after(RAISED, new BarriersLinked("B1", List.of(EC)))
                .when(new CarryBarrier("B1", "EC", "E7", day("2014-07-01"), null))
                .thenRefused(BARRIER_RAISED_ALREADY);
    }
}
