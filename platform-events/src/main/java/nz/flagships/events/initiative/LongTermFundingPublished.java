package nz.flagships.events.initiative;

import java.time.LocalDate;
import nz.flagships.events.Described;
import nz.flagships.events.PartialDate;
import nz.flagships.events.PublishedEvent;

/** What is published of the long-term funding of initiatives; each follows from a bid or a decision of a Budget round. */
public sealed interface LongTermFundingPublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** A bid was lodged. */
    @Described("Long-term funding was sought for the initiative in an open Budget round")
    record LongTermFundingSought(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the round") String round,

            @Described("How much over all its years, in cents")
            long amountCents,

            @Described("For how many years") int years,
            @Described("The day the bid was lodged") LocalDate on)
            implements LongTermFundingPublished {}

    /** It is established. */
    @Described("Long-term funding was granted; the initiative is established")
    record LongTermFundingGranted(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the round") String round,

            @Described("How much over all its years, in cents")
            long amountCents,

            @Described("For how many years") int years,

            @Described("The day of the decision, as far as known")
            PartialDate on,

            @Described("Whether qualifying evidence was on record here")
            boolean qualifyingEvidence)
            implements LongTermFundingPublished {}

    /** It is not. */
    @Described("Long-term funding was declined")
    record LongTermFundingDeclined(
            @Described("The code of the initiative") String initiative,
            @Described("The code of the round") String round,

            @Described("The day of the decision, as far as known")
            PartialDate on)
            implements LongTermFundingPublished {}
}
