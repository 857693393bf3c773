package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.initiative.InitiativeRegistration.AGGREGATE;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_CANCELLED;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_MISSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_PLANNED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.MILESTONE_REACHED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_MISSED_YET;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.NO_SUCH_MILESTONE;
import static nz.flagships.initiative.initiative.InitiativeRejection.SAME_DAY;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.MilestoneCommand.CancelMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.MissMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.PlanMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.ReachMilestone;
import nz.flagships.initiative.initiative.MilestoneCommand.RescheduleMilestone;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneMissed;
import nz.flagships.initiative.initiative.MilestoneEvent.InitiativeMilestoneReached;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneCancelled;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestoneRescheduled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MilestoneTest {
    // New Zealand is twelve hours ahead in winter: the day after 30 June begins at noon of 30 June, UTC.
    private static final Instant DAY_AFTER = Instant.parse("2014-06-30T12:00:00Z");
    private static final MilestonePlanned PLANNED = planned(DAY_AFTER);
    private static final InitiativeMilestoneMissed MISSED = new InitiativeMilestoneMissed("M1", day("2014-06-30"));

    private static MilestonePlanned planned(@Nullable Instant missedFrom) {
        return new MilestonePlanned("M1", "First meeting", day("2014-06-30"), missedFrom);
    }

    private static Given<Initiative, InitiativeCommand, InitiativeEvent> after(InitiativeEvent... events) {
        return initiative(
                "PK", Stream.concat(Stream.of(PROPOSED), Arrays.stream(events)).toArray(InitiativeEvent[]::new));
    }

    @Test
    void aMilestoneIsPlannedOnceAndTheClockIsSet() {
        var planned =
                after().at("2014-03-01T00:00:00Z").when(new PlanMilestone("M1", "First meeting", day("2014-06-30")));

        planned.then(PLANNED);
        assertThat(AGGREGATE.deadlines(PLANNED))
                .containsExactly(new Deadline("milestone/M1", DAY_AFTER, new MissMilestone("M1")));
        assertThat(planned.published())
                .containsExactly(
                        new MilestonePublished.MilestonePlanned("PK", "M1", "First meeting", day("2014-06-30")));
        after(PLANNED).when(new PlanMilestone("M1", "Again", day("2014-07-30"))).thenRefused(MILESTONE_PLANNED_ALREADY);
    }

    @Test
    void whoeverPlansForAPastDayHasADayToSayThatItWasReached() {
        after().at("2014-08-01T10:00:00Z")
                .when(new PlanMilestone("M1", "First meeting", day("2014-06-30")))
                .then(planned(Instant.parse("2014-08-02T10:00:00Z")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Basis.class,
            names = {"PUBLISHED", "SYNTHETIC"})
    void theClockNeverMissesWhatIsPublishedOrSynthetic(Basis basis) {
        var provenance = new Provenance(basis, null, null, List.of());

        after().provenance(provenance)
                .when(new PlanMilestone("M1", "First meeting", day("2014-06-30")))
                .then(planned(null));
        after(planned(null)).when(new MissMilestone("M1")).thenRefused(NOT_MISSED_YET);
        assertThat(AGGREGATE.deadlines(planned(null))).containsExactly(Deadline.cleared("milestone/M1"));
        // Nor after it was rescheduled, whoever says so.
        after(planned(null))
                .when(new RescheduleMilestone("M1", day("2014-07-31"), "Ill"))
                .then(new MilestoneRescheduled(
                        "M1", day("2014-07-31"), day("2014-06-30"), day("2014-06-30"), 1, "Ill", null));
    }

    @Test
    void aPlanIsMadeForAnInitiativeThatIsThereByWhoeverRunsIt() {
        var plan = new PlanMilestone("M1", "First meeting", day("2014-06-30"));

        initiative("PK").when(plan).thenRefused(NOT_PROPOSED);
        after().by("CYF", Role.INITIATIVE_LEAD).when(plan).thenRefused(NOT_YOURS);
        after(new InitiativeClosed(date("2013"), null)).when(plan).thenRefused(NOT_NOW);
        after().when(new PlanMilestone("M1", "x", day("3014-06-30"))).thenRefused(OUT_OF_THE_CALENDAR);
    }

    @Test
    void reschedulesAreCountedAndTheFirstDayIsKept() {
        var once = new MilestoneRescheduled(
                "M1",
                day("2014-07-31"),
                day("2014-06-30"),
                day("2014-06-30"),
                1,
                "Ill",
                Instant.parse("2014-07-31T12:00:00Z"));

        after(PLANNED)
                .at("2014-06-01T00:00:00Z")
                .when(new RescheduleMilestone("M1", day("2014-07-31"), "Ill"))
                .then(once);
        var twice = after(PLANNED, once)
                .at("2014-06-02T00:00:00Z")
                .when(new RescheduleMilestone("M1", day("2014-08-31"), "Still ill"));
        twice.then(new MilestoneRescheduled(
                "M1",
                day("2014-08-31"),
                day("2014-07-31"),
                day("2014-06-30"),
                2,
                "Still ill",
                Instant.parse("2014-08-31T12:00:00Z")));
        assertThat(twice.published())
                .containsExactly(new MilestonePublished.MilestoneRescheduled(
                        "PK", "M1", day("2014-08-31"), day("2014-07-31"), day("2014-06-30"), 2, "Still ill"));
        assertThat(AGGREGATE.deadlines(once))
                .containsExactly(
                        new Deadline("milestone/M1", Instant.parse("2014-07-31T12:00:00Z"), new MissMilestone("M1")));
    }

    @Test
    void onlyAPlannedMilestoneIsRescheduled() {
        var reached = new InitiativeMilestoneReached("M1", day("2014-06-30"), day("2014-06-30"), 0, false);
        var reschedule = new RescheduleMilestone("M1", day("2014-07-31"), "Ill");

        after().when(reschedule).thenRefused(NO_SUCH_MILESTONE);
        after(PLANNED, reached).when(reschedule).thenRefused(MILESTONE_REACHED_ALREADY);
        after(PLANNED, MISSED).when(reschedule).thenRefused(MILESTONE_MISSED_ALREADY);
        after(PLANNED, new InitiativeClosed(date("2013"), null))
                .when(reschedule)
                .thenRefused(NOT_NOW);
        after(PLANNED)
                .when(new RescheduleMilestone("M1", day("2014-06-30"), "Ill"))
                .thenRefused(SAME_DAY);
    }

    @ParameterizedTest
    @CsvSource({"2014-06-29, 0", "2014-06-30, 0", "2014-07-01, 1", "2014-08-11, 42"})
    void aMilestoneIsReachedInTimeOrSoManyDaysLate(String on, int daysLate) {
        var reached = after(PLANNED).when(new ReachMilestone("M1", day(on)));

        reached.then(new InitiativeMilestoneReached("M1", day(on), day("2014-06-30"), daysLate, false));
        assertThat(reached.published())
                .containsExactly(new MilestonePublished.InitiativeMilestoneReached(
                        "PK", "M1", day(on), day("2014-06-30"), daysLate, false));
        assertThat(AGGREGATE.deadlines(
                        new InitiativeMilestoneReached("M1", day(on), day("2014-06-30"), daysLate, false)))
                .containsExactly(Deadline.cleared("milestone/M1"));
    }

    @Test
    void aMilestoneIsReachedOnceAndNotInTheFuture() {
        var reached = new InitiativeMilestoneReached("M1", day("2014-06-30"), day("2014-06-30"), 0, false);

        after().when(new ReachMilestone("M1", day("2014-06-30"))).thenRefused(NO_SUCH_MILESTONE);
        after(PLANNED, reached)
                .when(new ReachMilestone("M1", day("2014-06-30")))
                .thenRefused(MILESTONE_REACHED_ALREADY);
        after(PLANNED)
                .at("2014-06-28T13:00:00Z")
                .when(new ReachMilestone("M1", day("2014-06-30")))
                .thenRefused(IN_THE_FUTURE);
        // It is 30 June in Auckland already.
        after(PLANNED)
                .at("2014-06-29T13:00:00Z")
                .when(new ReachMilestone("M1", day("2014-06-30")))
                .then(reached);
    }

    @Test
    void theClockMissesItOnceAndNotBeforeTheDayAfter() {
        after(PLANNED)
                .at(DAY_AFTER.minus(Duration.ofMinutes(6)))
                .when(new MissMilestone("M1"))
                .thenRefused(NOT_MISSED_YET);
        var missed = after(PLANNED).at(DAY_AFTER).when(new MissMilestone("M1"));
        missed.then(MISSED);
        assertThat(missed.published())
                .containsExactly(new MilestonePublished.InitiativeMilestoneMissed("PK", "M1", day("2014-06-30")));
        assertThat(AGGREGATE.deadlines(MISSED)).containsExactly(Deadline.cleared("milestone/M1"));
        after(PLANNED, MISSED).when(new MissMilestone("M1")).thenRefused(MILESTONE_MISSED_ALREADY);
        after(PLANNED, new InitiativeMilestoneReached("M1", day("2014-06-30"), day("2014-06-30"), 0, false))
                .when(new MissMilestone("M1"))
                .thenRefused(MILESTONE_REACHED_ALREADY);
        after().when(new MissMilestone("M1")).thenRefused(NO_SUCH_MILESTONE);
    }

    @Test
    void whatWasMissedMayBeReachedLateOrHaveBeenRecordedLate() {
        after(PLANNED, MISSED)
                .when(new ReachMilestone("M1", day("2014-07-14")))
                .then(new InitiativeMilestoneReached("M1", day("2014-07-14"), day("2014-06-30"), 14, false));
        after(PLANNED, MISSED)
                .when(new ReachMilestone("M1", day("2014-06-30")))
                .then(new InitiativeMilestoneReached("M1", day("2014-06-30"), day("2014-06-30"), 0, true));
    }

    @Test
    void aMilestoneIsCancelledOnceAndMayBePlannedAgainUnlessItWasMissed() {
        var cancelled = new MilestoneCancelled("M1", day("2014-05-02"), day("2014-06-30"), false, "no need");
        var cancel = new CancelMilestone("M1", day("2014-05-02"), "no need");

        var cancelling = after(PLANNED).when(cancel);
        cancelling.then(cancelled);
        assertThat(AGGREGATE.deadlines(cancelled)).containsExactly(Deadline.cleared("milestone/M1"));
        assertThat(cancelling.published())
                .containsExactly(new MilestonePublished.MilestoneCancelled(
                        "PK", "M1", day("2014-05-02"), day("2014-06-30"), false, "no need"));
        after().when(cancel).thenRefused(NO_SUCH_MILESTONE);
        after(PLANNED, cancelled).when(cancel).thenRefused(MILESTONE_CANCELLED);
        after(PLANNED, new InitiativeMilestoneReached("M1", day("2014-06-30"), day("2014-06-30"), 0, false))
                .when(cancel)
                .thenRefused(MILESTONE_REACHED_ALREADY);
        after(PLANNED)
                .when(new CancelMilestone("M1", day("2018-06-02"), "no need"))
                .thenRefused(IN_THE_FUTURE);
        after(PLANNED, cancelled)
                .when(new ReachMilestone("M1", day("2014-06-30")))
                .thenRefused(MILESTONE_CANCELLED);
        after(PLANNED, cancelled).when(new MissMilestone("M1")).thenRefused(MILESTONE_CANCELLED);

        after(PLANNED, cancelled)
                .at("2014-06-01T00:00:00Z")
                .when(new RescheduleMilestone("M1", day("2014-06-30"), "after all"))
                .then(new MilestoneRescheduled(
                        "M1", day("2014-06-30"), day("2014-06-30"), day("2014-06-30"), 1, "after all", DAY_AFTER));
        after(PLANNED, MISSED)
                .when(cancel)
                .then(new MilestoneCancelled("M1", day("2014-05-02"), day("2014-06-30"), true, "no need"));
        after(PLANNED, MISSED, new MilestoneCancelled("M1", day("2014-05-02"), day("2014-06-30"), true, "no need"))
                .when(new RescheduleMilestone("M1", day("2014-08-30"), "after all"))
                .thenRefused(MILESTONE_CANCELLED);
    }
}
