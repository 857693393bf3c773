package nz.flagships.initiative.measure;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.Known.date;
import static nz.flagships.initiative.Known.measure;
import static nz.flagships.initiative.Known.region;
import static nz.flagships.initiative.measure.MeasureRegistration.AGGREGATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.initiative.ReferenceRejection;
import nz.flagships.initiative.measure.MeasureCommand.PublishClaim;
import nz.flagships.initiative.measure.MeasureEvent.ClaimPublished;
import nz.flagships.initiative.region.RegionRegistration;
import nz.flagships.initiative.source.SourceEvent.SourceRegistered;
import nz.flagships.initiative.source.SourceRegistration;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final ClaimPublished CLAIMED = new ClaimPublished(
            "HUTT", date("2011-06"), date("2013-09"), new BigDecimal(-23), "Minister of Justice", "minister-apr14");

    private static Given<Measure, MeasureCommand, MeasureEvent> crime(MeasureEvent... before) {
        return given(AGGREGATE)
                .on("CRIME", before)
                .knowing(RegionRegistration.AGGREGATE, "HUTT", region(RegionKind.POLICE_AREA, (String) null))
                .knowing(
                        SourceRegistration.AGGREGATE,
                        "minister-apr14",
                        new SourceRegistered("A release", date("2014-04")));
    }

    private static PublishClaim claim(String region, String from, String to, String change, String source) {
        return new PublishClaim(region, date(from), date(to), new BigDecimal(change), "Minister of Justice", source);
    }

    private static void refused(PublishClaim claim, Rejection why) {
        crime(measure(MeasureKind.COUNT, "offences")).when(claim).thenRefused(why);
    }

    @Test
    void aClaimIsOnRecordBesideTheFiguresAndIsNoneOfThem() {
        var claimed = crime(measure(MeasureKind.COUNT, "offences"))
                .when(claim("HUTT", "2011-06", "2013-09", "-23.0", "minister-apr14"));

        claimed.then(CLAIMED);
        assertThat(claimed.published())
                .containsExactly(new MeasurePublished.ClaimPublished(
                        "CRIME",
                        "HUTT",
                        date("2011-06"),
                        date("2013-09"),
                        new BigDecimal(-23),
                        "Minister of Justice",
                        "minister-apr14"));
    }

    @Test
    void aClaimIsOfWhatThereIsOnce() {
        crime().when(claim("HUTT", "2011-06", "2013-09", "-23", "minister-apr14"))
                .thenRefused(MeasureRejection.NOT_DEFINED);
        crime(measure(MeasureKind.COUNT, "offences"), CLAIMED)
                .when(claim("HUTT", "2011-06", "2013-09", "-24", "minister-apr14"))
                .thenRefused(MeasureRejection.CLAIMED_ALREADY);
        refused(claim("NOWHERE", "2011", "2013", "-23", "minister-apr14"), ReferenceRejection.UNKNOWN_REGION);
        refused(claim("HUTT", "2011", "2013", "-23", "nobody"), ReferenceRejection.UNKNOWN_SOURCE);
        refused(claim("HUTT", "2011", "2014-07-02", "-23", "minister-apr14"), ReferenceRejection.IN_THE_FUTURE);
        refused(
                claim("HUTT", "2013-10", "2013-09", "-23", "minister-apr14"),
                MeasureRejection.CLAIM_ENDS_BEFORE_IT_BEGINS);
        refused(claim("HUTT", "2011", "2013", "-101", "minister-apr14"), MeasureRejection.NO_SUCH_CHANGE);
        refused(claim("HUTT", "2011", "2013", "1E+9", "minister-apr14"), MeasureRejection.NO_SUCH_CHANGE);
        refused(claim("HUTT", "2011", "2013", "-23.12345678901", "minister-apr14"), MeasureRejection.NO_SUCH_CHANGE);
    }
}
