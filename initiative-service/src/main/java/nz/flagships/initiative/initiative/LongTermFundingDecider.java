package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.LongTermFundingPublished;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingDeclined;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingGranted;
import nz.flagships.initiative.initiative.LongTermFundingEvent.LongTermFundingSought;

/** Folds and publishes what becomes of an initiative's long-term funding; it is decided where the Budget round is. */
final class LongTermFundingDecider {
    private LongTermFundingDecider() {}

    static Initiative evolve(Initiative now, LongTermFundingEvent event) {
        return switch (event) {
            case LongTermFundingSought sought -> unlessGranted(now, FundingStatus.LONG_TERM_SOUGHT);
            case LongTermFundingGranted granted ->
                now.established().with(it -> it.funding = FundingStatus.LONG_TERM_GRANTED);
            case LongTermFundingDeclined declined -> unlessGranted(now, FundingStatus.LONG_TERM_DECLINED);
        };
    }

    /** A second bid, or the answer no to it, takes nothing away of an earlier grant. */
    private static Initiative unlessGranted(Initiative now, FundingStatus status) {
        return now.funding() == FundingStatus.LONG_TERM_GRANTED ? now : now.with(it -> it.funding = status);
    }

    static LongTermFundingPublished publish(String id, LongTermFundingEvent event) {
        return switch (event) {
            case LongTermFundingSought(var round, var amountCents, var years, var on) ->
                new LongTermFundingPublished.LongTermFundingSought(id, round, amountCents, years, on);
            case LongTermFundingGranted(var round, var amountCents, var years, var on, var qualifyingEvidence) ->
                new LongTermFundingPublished.LongTermFundingGranted(
                        id, round, amountCents, years, on, qualifyingEvidence);
            case LongTermFundingDeclined(var round, var on) ->
                new LongTermFundingPublished.LongTermFundingDeclined(id, round, on);
        };
    }
}
