package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.testing.Growth.allocated;
import static nz.flagships.eventstore.testing.Growth.assertFourfold;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.initiative.BarrierCommand.CarryBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.LinkBarriers;
import nz.flagships.initiative.initiative.BarrierCommand.RaiseBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.SameBarrier;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierRaised;
import nz.flagships.initiative.initiative.ClosingCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.DeclineInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.WithdrawInitiative;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.MilestoneCommand.PlanMilestone;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
import nz.flagships.initiative.initiative.OutputCommand.RecordOutput;
import nz.flagships.initiative.initiative.OutputEvent.InitiativeOutputRecorded;
import nz.flagships.initiative.series.Series;
import nz.flagships.initiative.series.SeriesEvent.ObservationRecorded;
import nz.flagships.initiative.series.SeriesRegistration;
import org.junit.jupiter.api.Test;

/** A state with thousands of parts. */
class LargeStateTest {
    private static final Provenance PUBLISHED = new Provenance(Basis.PUBLISHED, "seed", null, List.of());

    @Test
    void endingAnInitiativeTakesAsMuchAsItHasMilestones() {
        assertFourfold(
                n -> cost(n, new WithdrawInitiative(date("2014-04-01"), "No money", null), Provenance.OPERATIONAL));
        assertFourfold(
                n -> cost(n, new DeclineInitiative(date("2014-04-01"), "No money", null), Provenance.OPERATIONAL));
        assertFourfold(n -> cost(n, new CloseInitiative(date("2014-04-01"), "Over"), PUBLISHED));
    }

    @Test
    void foldingASeriesTakesAsMuchAsItHasObservations() {
        assertFourfold(n -> {
            LocalDate first = day("1990-01-01");
            List<ObservationRecorded> all = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                LocalDate on = first.plusDays(i);
                all.add(new ObservationRecorded(
                        new Period(on.toString()), BigDecimal.ONE, ObservationStatus.A, "POLICE"));
            }
            return allocated(() -> {
                Series series = Series.EMPTY;
                for (ObservationRecorded each : all) {
                    series = SeriesRegistration.AGGREGATE.evolve(series, each);
                }
                assertThat(series.observations()).hasSize(n);
            });
        });
    }

    @Test
    void anInitiativeHasSoManyMilestonesBarriersAndOutputsAndNoMore() {
        LocalDate due = day("2014-06-30");
        IntFunction<InitiativeEvent> milestone = i -> new MilestonePlanned("M" + i, "Milestone", due, null);
        having(Initiative.MOST - 1, milestone)
                .when(new PlanMilestone("LAST", "Milestone", due))
                .then(new MilestonePlanned("LAST", "Milestone", due, Instant.parse("2018-05-02T00:00:00Z")));
        having(Initiative.MOST, milestone)
                .when(new PlanMilestone("ONE-MORE", "Milestone", due))
                .thenRefused(InitiativeRejection.TOO_MANY_MILESTONES);
        // Half of the room is for the lead agency alone.
        having(Initiative.MOST / 2, milestone)
                .by("JUSTICE", Role.AGENCY_SYSTEM)
                .when(new PlanMilestone("ONE-MORE", "Milestone", due))
                .thenRefused(InitiativeRejection.TOO_MANY_MILESTONES);

        IntFunction<InitiativeEvent> barrier =
                i -> new BarrierRaised("B" + i, "Barrier", BarrierCategory.PROCESS, BarrierSeverity.LOW, due, null);
        having(Initiative.MOST, barrier)
                .when(new RaiseBarrier("MORE", "Barrier", BarrierCategory.PROCESS, BarrierSeverity.LOW, due, null))
                .thenRefused(BarrierRejection.TOO_MANY_BARRIERS);
        // Nor do they come from another initiative, carried or raised where it is linked; up to the last there is room.
        InitiativeEvent[] all =
                running(IntStream.range(0, Initiative.MOST).mapToObj(barrier)).toArray(InitiativeEvent[]::new);
        InitiativeEvent[] allButOne = Arrays.copyOf(all, all.length - 1);
        for (InitiativeCommand comes : List.of(
                new CarryBarrier("B0", "FULL", "MORE", due, null),
                new LinkBarriers("B0", List.of(new SameBarrier("FULL", "MORE", due))))) {
            having(1, barrier)
                    .knowing(InitiativeRegistration.AGGREGATE, "FULL", all)
                    .when(comes)
                    .thenRefused(BarrierRejection.TOO_MANY_BARRIERS);
            assertThat(having(1, barrier)
                            .knowing(InitiativeRegistration.AGGREGATE, "FULL", allButOne)
                            .when(comes)
                            .decision())
                    .isInstanceOf(Happened.class);
        }

        LocalDate first = day("1870-01-01");
        IntFunction<InitiativeEvent> output = i -> new InitiativeOutputRecorded(
                OutputKind.PANEL_HEARINGS,
                "PAPAKURA",
                new Period(first.plusDays(i).toString()),
                1);
        having(Initiative.MOST_OUTPUTS, output)
                .when(new RecordOutput(OutputKind.PANEL_HEARINGS, "PAPAKURA", new Period("2016-04"), 1))
                .thenRefused(InitiativeRejection.TOO_MANY_OUTPUTS);
    }

    @Test
    void toRecordAnOutputTakesAsLongWhateverIsOnRecord() {
        record(500); // what is made once is made here
        long few = record(500);
        long many = record(8_000);
        // A tree of sixteen times as many is four levels higher; to look at each would take sixteen times as much.
        assertThat(many).isLessThan(2 * few);
    }

    /** The bytes that it takes to record an output beside so many. */
    private static long record(int onRecord) {
        LocalDate first = day("1990-01-01");
        Given<Initiative, InitiativeCommand, InitiativeEvent> given = having(
                onRecord,
                i -> new InitiativeOutputRecorded(
                        OutputKind.PANEL_HEARINGS,
                        "PAPAKURA",
                        new Period(first.plusDays(i).toString()),
                        1));
        return allocated(() -> assertThat(
                        given.when(new RecordOutput(OutputKind.PANEL_HEARINGS, "PAPAKURA", new Period("2016-04"), 1))
                                .decision())
                .isInstanceOf(Happened.class));
    }

    @Test
    void whoMayNotCloseItIsToldOfSomeOfWhatIsOpen() {
        var then = having(Initiative.MOST, i -> new MilestonePlanned("M" + i, "Milestone", day("2014-06-30"), null))
                .when(new CloseInitiative(date("2018-04-01"), "Over"));

        then.thenRefused(InitiativeRejection.MILESTONES_ARE_OPEN);
        assertThat(((Refused<InitiativeEvent>) then.decision()).detail())
                .startsWith("Open: [M0, M1, M10,")
                .endsWith("] and 1988 more")
                .hasSizeLessThan(200);
    }

    /** An initiative that runs, and so much of something. */
    private static Given<Initiative, InitiativeCommand, InitiativeEvent> having(
            int number, IntFunction<InitiativeEvent> of) {
        return initiative("PK", running(IntStream.range(0, number).mapToObj(of)).toArray(InitiativeEvent[]::new));
    }

    private static Stream<InitiativeEvent> running(Stream<InitiativeEvent> since) {
        return Stream.concat(Stream.of(PROPOSED, new InitiativeStarted(date("2014-03"))), since);
    }

    private static long cost(int milestones, InitiativeCommand command, Provenance provenance) {
        InitiativeEvent[] before = new InitiativeEvent[milestones + 1];
        before[0] = PROPOSED;
        for (int i = 1; i <= milestones; i++) {
            before[i] = new MilestonePlanned("M" + i, "Milestone", day("2014-06-30"), null);
        }
        Given<Initiative, InitiativeCommand, InitiativeEvent> given =
                initiative("PK", before).provenance(provenance);
        return allocated(() -> {
            var then = given.when(command);
            assertThat(((Happened<InitiativeEvent>) then.decision()).events()).hasSize(milestones + 1);
            assertThat(then.state().milestones().values()).noneMatch(Initiative.Milestone::isOpen);
        });
    }
}
