package nz.flagships.initiative.fund;

import nz.flagships.events.initiative.FundPublished;
import nz.flagships.initiative.fund.FundEvent.AllocationApproved;
import nz.flagships.initiative.fund.FundEvent.AllocationCancelled;
import nz.flagships.initiative.fund.FundEvent.AllocationCarriedForward;
import nz.flagships.initiative.fund.FundEvent.AllocationEndorsed;
import nz.flagships.initiative.fund.FundEvent.AllocationProposed;
import nz.flagships.initiative.fund.FundEvent.FundFigurePublished;
import nz.flagships.initiative.fund.FundEvent.FundingBidAssessed;
import nz.flagships.initiative.fund.FundEvent.FundingBidDeclined;
import nz.flagships.initiative.fund.FundEvent.FundingBidSubmitted;
import nz.flagships.initiative.fund.FundEvent.FundsDrawnDown;
import nz.flagships.initiative.fund.FundEvent.FundsTransferred;
import nz.flagships.initiative.fund.FundEvent.SavingBanked;
import nz.flagships.initiative.fund.FundEvent.SavingReversed;
import nz.flagships.initiative.fund.FundEvent.UnspentFundsReturned;

/** What is published of the Fund: all of it, but for who the approvers are. */
final class FundPublication {
    private FundPublication() {}

    static FundPublished publish(String id, FundEvent event) {
        return switch (event) {
            case SavingBanked(var lot, var agency, var year, var cents, var on, var agreement) ->
                new FundPublished.SavingBanked(id, lot, agency, year, cents, on, agreement);
            case SavingReversed(var lot, var cents, var on, var reason) ->
                new FundPublished.SavingReversed(id, lot, cents, on, reason);
            case FundingBidSubmitted(var bid, var agency, var initiative, var cents, var purpose, var on) ->
                new FundPublished.FundingBidSubmitted(id, bid, agency, initiative, cents, purpose, on);
            case FundingBidAssessed(var bid, var by, var meets, var on) ->
                new FundPublished.FundingBidAssessed(id, bid, by, meets, on);
            case FundingBidDeclined(var bid, var by, var reason, var on) ->
                new FundPublished.FundingBidDeclined(id, bid, by, reason, on);
            case AllocationProposed(
                    var allocation,
                    var bid,
                    var initiative,
                    var receiver,
                    var cents,
                    var profile,
                    var lots,
                    var on) ->
                new FundPublished.AllocationProposed(
                        id, allocation, bid, initiative, receiver, cents, profile, lots, on);
            case AllocationEndorsed(var allocation, var by, var person, var endorsements, var on) ->
                new FundPublished.AllocationEndorsed(id, allocation, by, endorsements, on);
            case AllocationApproved(var allocation, var initiative, var receiver, var cents, var lots, var on) ->
                new FundPublished.AllocationApproved(id, allocation, initiative, receiver, cents, lots, on);
            case FundsTransferred(var allocation, var cents, var lots, var on) ->
                new FundPublished.FundsTransferred(id, allocation, cents, lots, on);
            case FundsDrawnDown(var allocation, var cents, var lots, var on) ->
                new FundPublished.FundsDrawnDown(id, allocation, cents, lots, on);
            case AllocationCarriedForward(var allocation, var from, var to, var cents, var on) ->
                new FundPublished.AllocationCarriedForward(id, allocation, from, to, cents, on);
            case UnspentFundsReturned(var allocation, var cents, var lots, var on) ->
                new FundPublished.UnspentFundsReturned(id, allocation, cents, lots, on);
            case AllocationCancelled(var allocation, var cents, var lots, var reason, var on) ->
                new FundPublished.AllocationCancelled(id, allocation, cents, lots, reason, on);
            case FundFigurePublished(
                    var what,
                    var asAt,
                    var value,
                    var unit,
                    var source,
                    var comparesWith,
                    var receiver,
                    var initiative) ->
                new FundPublished.FundFigurePublished(
                        id, what, asAt, value, unit, source, comparesWith, receiver, initiative);
        };
    }
}
