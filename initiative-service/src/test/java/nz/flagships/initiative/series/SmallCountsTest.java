package nz.flagships.initiative.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.eventstore.command.Shown;
import nz.flagships.eventstore.decision.Protection.Others;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.initiative.series.SeriesEvent.ObservationRecorded;
import nz.flagships.initiative.series.SeriesEvent.ObservationRevised;
import nz.flagships.initiative.series.SeriesEvent.ObservationWithdrawn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmallCountsTest {
    private static final String ID = "M:R";
    private static final Period PERIOD = new Period("FY2013");
    private static final BigDecimal SEVEN = new BigDecimal(7);
    private static final BigDecimal MANY = new BigDecimal(999);
    private static final ObservationRevised REVISED =
            new ObservationRevised(PERIOD, MANY, ObservationStatus.A, "A mistake", SEVEN, ObservationStatus.A);

    /** Nothing is known of the measure, so it is protected. */
    private static final Others NOBODY = new Others() {
        @Override
        public <T> Optional<T> find(Class<T> state, String id) {
            return Optional.empty();
        }
    };

    private static ObservationRecorded recorded(BigDecimal value, String by) {
        return new ObservationRecorded(PERIOD, value, ObservationStatus.A, by);
    }

    private static Series after(SeriesEvent... events) {
        Series series = Series.EMPTY;
        for (SeriesEvent event : events) {
            series = SeriesDecider.evolve(series, event);
        }
        return series;
    }

    /** What stood there before the revision, as an agency is told that posted it. */
    private static @Nullable BigDecimal before(String agency, Series now) {
        return ((SeriesPublished.ObservationRevised) new SmallCounts()
                        .event(
                                ID,
                                () -> now,
                                SeriesDecider.publish(ID, REVISED),
                                agency,
                                new Viewer(agency, "somebody", Set.of(Role.STEWARD)),
                                NOBODY))
                .previousValue();
    }

    @Test
    void whoRecordedItSeesWhatStoodThere() {
        assertThat(before("POLICE", after(recorded(SEVEN, "POLICE"), REVISED))).isEqualTo(SEVEN);
    }

    @Test
    void noStewardMakesThePeriodItsOwnToSeeWhatStoodThere() {
        SeriesEvent withdrawn = new ObservationWithdrawn(PERIOD, "Anew");
        SeriesEvent first = recorded(SEVEN, "POLICE");
        assertThat(before("TREASURY", after(first, REVISED))).isNull();
        assertThat(before("TREASURY", after(first, REVISED, withdrawn))).isNull();
        assertThat(before("TREASURY", after(first, REVISED, withdrawn, recorded(MANY, "TREASURY"))))
                .isNull();
    }

    @Test
    void whoeverRecordedItIsNotShownInTheState() {
        assertThat(Shown.tree(after(recorded(SEVEN, "POLICE"))).properties())
                .extracting(each -> each.getKey())
                .containsExactly("observations");
    }
}
