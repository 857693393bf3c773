package nz.flagships.events.initiative;

import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of the Fund's money of initiatives; each follows from what is said of an allocation. */
public sealed interface FundingPublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** Money was promised. */
    @Described("Money of a fund was approved for the initiative")
    record InitiativeFunded(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the fund") String fund,
            @Described("The code of the allocation") String allocation,
            @Described("New Zealand cents") long amountCents,
            @Described("The day it was approved") LocalDate on,

            @Described("Its funding status now: long-term funding that was sought or granted stays")
            FundingStatus funding)
            implements FundingPublished {}

    /** Nothing is left to be spent or returned. */
    @Described("All of a fund's money for the initiative was spent, returned or cancelled")
    record InitiativeFundsSettled(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the fund") String fund,
            @Described("The day") LocalDate on)
            implements FundingPublished {}
}
