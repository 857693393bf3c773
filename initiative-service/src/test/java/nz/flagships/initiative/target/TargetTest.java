package nz.flagships.initiative.target;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.day;
import static nz.flagships.initiative.Known.measure;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.ReferenceRejection.IN_THE_FUTURE;
import static nz.flagships.initiative.ReferenceRejection.OUT_OF_THE_CALENDAR;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_MEASURE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.target.TargetRegistration.AGGREGATE;
import static nz.flagships.initiative.target.TargetRejection.ANNOUNCED_BEFORE_THE_LAST;
import static nz.flagships.initiative.target.TargetRejection.ANOTHER_UNIT;
import static nz.flagships.initiative.target.TargetRejection.DISCONTINUED_ALREADY;
import static nz.flagships.initiative.target.TargetRejection.DUE_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.target.TargetRejection.IN_FORCE_ALREADY;
import static nz.flagships.initiative.target.TargetRejection.NOT_A_TARGET;
import static nz.flagships.initiative.target.TargetRejection.NOT_IN_FORCE;
import static nz.flagships.initiative.target.TargetRejection.NOT_SET;
import static nz.flagships.initiative.target.TargetRejection.TOO_MANY_DIGITS;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.events.initiative.TargetPublished;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.measure.MeasureRegistration;
import nz.flagships.initiative.region.RegionRegistration;
import nz.flagships.initiative.target.TargetCommand.DiscontinueTarget;
import nz.flagships.initiative.target.TargetCommand.ReviseTarget;
import nz.flagships.initiative.target.TargetCommand.SetTarget;
import nz.flagships.initiative.target.TargetCommand.SupersedeTarget;
import nz.flagships.initiative.target.TargetEvent.TargetDiscontinued;
import nz.flagships.initiative.target.TargetEvent.TargetRevised;
import nz.flagships.initiative.target.TargetEvent.TargetSet;
import nz.flagships.initiative.target.TargetEvent.TargetSuperseded;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final BigDecimal LESS = new BigDecimal(-15);
    private static final TargetSet SET =
            new TargetSet(day("2012-07-01"), LESS, "percent", day("2011-06-30"), day("2017-06-30"));

    private static Given<Target, TargetCommand, TargetEvent> target(String id, TargetEvent... before) {
        return given(AGGREGATE)
                .on(id, before)
                .at("2018-05-01T00:00:00Z")
                .knowing(MeasureRegistration.AGGREGATE, "BPS", measure(MeasureKind.PERCENT, "percent"))
                .knowing(RegionRegistration.AGGREGATE, "NZ", region(RegionKind.COUNTRY, null));
    }

    private static SetTarget set(String announcedOn, String value, String unit, String baseline, String by) {
        return new SetTarget(day(announcedOn), new BigDecimal(value), unit, day(baseline), day(by));
    }

    @Test
    void aTargetIsSet() {
        var set = target("BPS:NZ").when(set("2012-07-01", "-15.0", "percent", "2011-06-30", "2017-06-30"));

        set.then(SET);
        assertThat(set.published())
                .containsExactly(new TargetPublished.TargetSet(
                        "BPS", "NZ", day("2012-07-01"), LESS, "percent", day("2011-06-30"), day("2017-06-30")));
    }

    @Test
    void aTargetIsOfAKnownMeasureInAKnownRegion() {
        target("BPS").when(new SupersedeTarget(day("2012-07-01"))).thenRefused(NOT_A_TARGET);
        target("NOTHING:NZ").when(new SupersedeTarget(day("2012-07-01"))).thenRefused(UNKNOWN_MEASURE);
        target("BPS:NOWHERE").when(new SupersedeTarget(day("2012-07-01"))).thenRefused(UNKNOWN_REGION);
    }

    @Test
    void itsVersionHolds() {
        target("BPS:NZ")
                .when(set("2018-06-01", "-15", "percent", "2011-06-30", "2017-06-30"))
                .thenRefused(IN_THE_FUTURE);
        target("BPS:NZ")
                .when(set("2012-07-01", "-15", "percent", "2011-06-30", "2917-06-30"))
                .thenRefused(OUT_OF_THE_CALENDAR);
        target("BPS:NZ")
                .when(set("2012-07-01", "-15", "percent", "2011-06-30", "2011-06-30"))
                .thenRefused(DUE_BEFORE_IT_BEGINS);
        target("BPS:NZ")
                .when(set("2012-07-01", "-15", "offences", "2011-06-30", "2017-06-30"))
                .thenRefused(ANOTHER_UNIT);
        target("BPS:NZ")
                .when(set("2012-07-01", "1E+99", "percent", "2011-06-30", "2017-06-30"))
                .thenRefused(TOO_MANY_DIGITS);
    }

    @Test
    void oneIsInForceAtATime() {
        target("BPS:NZ", SET)
                .when(set("2013-07-01", "-15", "percent", "2011-06-30", "2017-06-30"))
                .thenRefused(IN_FORCE_ALREADY);
        target("BPS:NZ", SET, new TargetDiscontinued(day("2013-01-01")))
                .when(set("2013-07-01", "-15", "percent", "2011-06-30", "2017-06-30"))
                .then(new TargetSet(day("2013-07-01"), LESS, "percent", day("2011-06-30"), day("2017-06-30")));
    }

    @Test
    void aTargetIsRevisedInTheOrderOfItsAnnouncements() {
        var revise = new ReviseTarget(
                day("2015-06-30"), new BigDecimal(-20), "percent", day("2011-06-30"), day("2018-06-30"));

        var revised = target("BPS:NZ", SET).when(revise);
        revised.then(new TargetRevised(
                day("2015-06-30"), new BigDecimal(-20), "percent", day("2011-06-30"), day("2018-06-30")));
        assertThat(revised.published())
                .containsExactly(new TargetPublished.TargetRevised(
                        "BPS",
                        "NZ",
                        day("2015-06-30"),
                        new BigDecimal(-20),
                        "percent",
                        day("2011-06-30"),
                        day("2018-06-30")));
        target("BPS:NZ").when(revise).thenRefused(NOT_IN_FORCE);
        target("BPS:NZ", SET).when(new SupersedeTarget(day("2012-06-30"))).thenRefused(ANNOUNCED_BEFORE_THE_LAST);
    }

    @Test
    void aTargetIsSupersededAndDiscontinuedOnce() {
        var superseded = target("BPS:NZ", SET).when(new SupersedeTarget(day("2017-05-03")));
        superseded.then(new TargetSuperseded(day("2017-05-03")));
        assertThat(superseded.published())
                .containsExactly(new TargetPublished.TargetSuperseded("BPS", "NZ", day("2017-05-03")));
        target("BPS:NZ", SET, new TargetSuperseded(day("2017-05-03")))
                .when(new SupersedeTarget(day("2017-05-04")))
                .thenRefused(NOT_IN_FORCE);

        var discontinued = target("BPS:NZ", SET, new TargetSuperseded(day("2017-05-03")))
                .when(new DiscontinueTarget(day("2018-01-31")));
        discontinued.then(new TargetDiscontinued(day("2018-01-31")));
        assertThat(discontinued.published())
                .containsExactly(new TargetPublished.TargetDiscontinued("BPS", "NZ", day("2018-01-31")));
        target("BPS:NZ").when(new DiscontinueTarget(day("2018-01-31"))).thenRefused(NOT_SET);
        target("BPS:NZ", SET, new TargetDiscontinued(day("2018-01-31")))
                .when(new DiscontinueTarget(day("2018-01-31")))
                .thenRefused(DISCONTINUED_ALREADY);
    }
}
