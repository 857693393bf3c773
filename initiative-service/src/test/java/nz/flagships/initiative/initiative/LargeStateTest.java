package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.Growth.allocated;
import static nz.flagships.initiative.Growth.assertFourfold;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.initiative.InitiativeTest.PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeTest.initiative;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.initiative.ClosingCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.DeclineInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.WithdrawInitiative;
import nz.flagships.initiative.initiative.MilestoneEvent.MilestonePlanned;
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
