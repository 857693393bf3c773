package nz.flagships.initiative.initiative;

import java.time.LocalDate;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.eventstore.decision.Fact;

/** What a fund's money does to an initiative. Each follows from what is said of an allocation, and is never posted. */
public sealed interface FundingEvent extends InitiativeEvent {
    @Fact(
            value = "InitiativeFunded",
            description = "Money of a fund was approved for the initiative; follows from AllocationEndorsed",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = """
                    {"fund": "EXAMPLE-FUND", "allocation": "EXAMPLE-ALLOCATION", "amountCents": 80000000, "on": "2016-09-30",
                     "funding": "FUND"}""")
    record InitiativeFunded(String fund, String allocation, long amountCents, LocalDate on, FundingStatus funding)
            implements FundingEvent {}

    @Fact(
            value = "InitiativeFundsSettled",
            description = "All of a fund's money for the initiative was spent, returned or cancelled; follows from"
                    + " FundsDrawnDown, UnspentFundsReturned or AllocationCancelled",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"fund\": \"EXAMPLE-FUND\", \"on\": \"2018-07-13\"}")
    record InitiativeFundsSettled(String fund, LocalDate on) implements FundingEvent {}
}
