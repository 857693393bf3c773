package nz.flagships.initiative.budget;

import static java.util.Objects.requireNonNull;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.budget.BudgetRoundRejection.BEFORE_IT_WAS_OPENED;
import static nz.flagships.initiative.budget.BudgetRoundRejection.BEFORE_THE_BID;
import static nz.flagships.initiative.budget.BudgetRoundRejection.BIDDER_DECIDES;
import static nz.flagships.initiative.budget.BudgetRoundRejection.BID_ALREADY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.CLOSED_ALREADY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.CLOSED_BEFORE_ITS_LAST_DAY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.budget.BudgetRoundRejection.DECIDED_ALREADY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.DOES_NOT_RUN;
import static nz.flagships.initiative.budget.BudgetRoundRejection.GRANT_NEEDS_MONEY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.NOT_SHOWN_TO_WORK;
import static nz.flagships.initiative.budget.BudgetRoundRejection.NOT_YOURS;
import static nz.flagships.initiative.budget.BudgetRoundRejection.NO_BID;
import static nz.flagships.initiative.budget.BudgetRoundRejection.NO_SUCH_ROUND;
import static nz.flagships.initiative.budget.BudgetRoundRejection.OPENED_ALREADY;
import static nz.flagships.initiative.budget.BudgetRoundRejection.REASON_IS_MISSING;
import static nz.flagships.initiative.budget.BudgetRoundRejection.ROUND_IS_CLOSED;
import static nz.flagships.initiative.budget.BudgetRoundRejection.TOO_MANY_BIDS;
import static nz.flagships.initiative.budget.BudgetRoundRejection.UNDECIDED_BIDS;

import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.events.initiative.BudgetPublished;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.budget.BudgetRound.Bid;
import nz.flagships.initiative.budget.BudgetRoundCommand.CloseRound;
import nz.flagships.initiative.budget.BudgetRoundCommand.LodgeBid;
import nz.flagships.initiative.budget.BudgetRoundCommand.OpenRound;
import nz.flagships.initiative.budget.BudgetRoundCommand.RecordDecision;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetBidLodged;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetDecisionRecorded;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetRoundClosed;
import nz.flagships.initiative.budget.BudgetRoundEvent.BudgetRoundOpened;
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.initiative.LongTermFundingEvent;
import org.jspecify.annotations.Nullable;

/**
 * Bids, decisions and the close are all on the round's own stream, so that a bid and a close that race cannot both be
 * stored; what a bid rests on is on the initiative's, which it writes to and is held to as well.
 */
final class BudgetRoundDecider {
    /** How many initiatives a round is about at most: more than ever bid. What it all comes to is one state and one answer. */
    static final int MOST = 10_000;

    private BudgetRoundDecider() {}

    static Decision<BudgetRoundEvent> decide(BudgetRound now, BudgetRoundCommand command, Context at) {
        return switch (command) {
            case OpenRound(var title, var on) ->
                Ruling.<BudgetRoundEvent>over(at)
                        .refuse(now.opened(), OPENED_ALREADY, null)
                        .refuse(on == null && !isPublished(at), DAY_IS_MISSING, "/on")
                        .happened(on, "/on")
                        .otherwise(() -> Decision.happened(new BudgetRoundOpened(title, on)));
            case LodgeBid lodge -> lodge(now, lodge, at);
            case RecordDecision decision -> decide(now, decision, at);
            case CloseRound(var on) ->
                opened(now, on, at)
                        .refuse(now.closed(), CLOSED_ALREADY, null)
                        .refuse(on == null && !isPublished(at), DAY_IS_MISSING, "/on")
                        .refuse(
                                () -> !now.undecided().isEmpty(),
                                UNDECIDED_BIDS,
                                null,
                                () -> "Undecided: " + Ruling.some(now.undecided()))
                        .refuse(
                                () -> on != null
                                        && now.lastOn() != null
                                        && now.lastOn().isSurelyAfter(on),
                                CLOSED_BEFORE_ITS_LAST_DAY,
                                "/on",
                                () -> "The last of these days is " + now.lastOn())
                        .otherwise(() -> Decision.happened(new BudgetRoundClosed(on)));
        };
    }

    private static Decision<BudgetRoundEvent> lodge(BudgetRound now, LodgeBid lodge, Context at) {
        String code = lodge.initiative();
        Initiative initiative = initiative(code, at);
        return opened(now, PartialDate.of(lodge.on()), at)
                .refuse(now.closed(), ROUND_IS_CLOSED, null)
                .known(Initiative.class, code, UNKNOWN_INITIATIVE, "/initiative")
                .refuse(
                        () -> !at.roles().contains(Role.STEWARD) && !initiative.runBy(at.agency()),
                        NOT_YOURS,
                        "/initiative",
                        () -> "The token is of " + at.agency())
                .refuse(
                        () -> now.bids().containsKey(code),
                        BID_ALREADY,
                        "/initiative",
                        () -> "Its bid is of "
                                + requireNonNull(now.bids().get(code)).on())
                .refuse(
                        () -> now.decisions().containsKey(code),
                        DECIDED_ALREADY,
                        "/initiative",
                        () -> "It was " + now.decisions().get(code))
                .refuse(now.bids().size() >= MOST, TOO_MANY_BIDS, "/initiative")
                .refuse(() -> !runs(initiative), DOES_NOT_RUN, "/initiative", () -> "It is " + initiative.lifecycle())
                .refuse(
                        () -> !initiative.hasQualifyingEvidence(),
                        NOT_SHOWN_TO_WORK,
                        "/initiative",
                        () -> "Its evidence is " + initiative.evidence()
                                + (initiative.evidence() == EvidenceStatus.MIXED ? ", without an override" : ""))
                .otherwise(() -> Decision.<BudgetRoundEvent>happened(new BudgetBidLodged(
                                code,
                                at.agency(),
                                lodge.amountCents(),
                                lodge.years(),
                                lodge.on(),
                                initiative.evidence() == EvidenceStatus.MIXED))
                        .and(
                                "initiative",
                                code,
                                new LongTermFundingEvent.LongTermFundingSought(
                                        at.id(), lodge.amountCents(), lodge.years(), lodge.on())));
    }

    private static Decision<BudgetRoundEvent> decide(BudgetRound now, RecordDecision decision, Context at) {
        String code = decision.initiative();
        Initiative initiative = initiative(code, at);
        Bid bid = now.bids().get(code);
        boolean granted = decision.decision() == BudgetOutcome.GRANTED;
        boolean qualifies = initiative.hasQualifyingEvidence();
        return opened(now, decision.on(), at)
                .known(Initiative.class, code, UNKNOWN_INITIATIVE, "/initiative")
                .refuse(
                        () -> now.decisions().containsKey(code),
                        DECIDED_ALREADY,
                        "/initiative",
                        () -> "It was " + now.decisions().get(code))
                .refuse(bid == null && !isPublished(at), NO_BID, "/initiative")
                // What was bid for has its place already, and is to be decided whatever else was published.
                .refuse(bid == null && now.decisions().size() >= MOST, TOO_MANY_BIDS, "/initiative")
                .refuse(now.closed() && !isPublished(at), ROUND_IS_CLOSED, null)
                .refuse(
                        () -> bid != null
                                && (at.agency().equals(bid.agency())
                                        || !isPublished(at) && initiative.runBy(at.agency())),
                        BIDDER_DECIDES,
                        null,
                        () -> "The token is of " + at.agency() + ", the bid of "
                                + requireNonNull(bid).agency())
                .refuse(
                        () -> bid != null && PartialDate.of(bid.on()).isSurelyAfter(decision.on()),
                        BEFORE_THE_BID,
                        "/on",
                        () -> "The bid is of " + requireNonNull(bid).on())
                .refuse(
                        granted != (decision.amountCents() != null) || granted != (decision.years() != null),
                        GRANT_NEEDS_MONEY,
                        "/amountCents")
                .refuse(bid == null && decision.reason() == null, REASON_IS_MISSING, "/reason")
                .refuse(
                        () -> granted && (bid == null ? initiative.isOver() : !runs(initiative)),
                        DOES_NOT_RUN,
                        "/initiative",
                        () -> "It is " + initiative.lifecycle())
                .otherwise(() -> Decision.<BudgetRoundEvent>happened(new BudgetDecisionRecorded(
                                code,
                                decision.decision(),
                                decision.amountCents(),
                                decision.years(),
                                decision.on(),
                                decision.reason(),
                                bid != null,
                                qualifies))
                        .and(
                                "initiative",
                                code,
                                granted
                                        ? new LongTermFundingEvent.LongTermFundingGranted(
                                                at.id(),
                                                requireNonNull(decision.amountCents()),
                                                requireNonNull(decision.years()),
                                                decision.on(),
                                                qualifies)
                                        : new LongTermFundingEvent.LongTermFundingDeclined(at.id(), decision.on())));
    }

    /** The round was opened, and the day lies after that and not in the future. */
    private static Ruling<BudgetRoundEvent> opened(BudgetRound now, @Nullable PartialDate on, Context at) {
        return Ruling.<BudgetRoundEvent>over(at)
                .refuse(!now.opened(), NO_SUCH_ROUND, null)
                .happened(on, "/on")
                .refuse(
                        () -> on != null
                                && now.openedOn() != null
                                && now.openedOn().isSurelyAfter(on),
                        BEFORE_IT_WAS_OPENED,
                        "/on",
                        () -> "It was opened on " + now.openedOn());
    }

    private static boolean runs(Initiative initiative) {
        return initiative.lifecycle() == InitiativeLifecycle.TRIALLING
                || initiative.lifecycle() == InitiativeLifecycle.PAUSED
                || initiative.lifecycle() == InitiativeLifecycle.ESTABLISHED;
    }

    private static Initiative initiative(String code, Context at) {
        return at.find(Initiative.class, code).orElse(Initiative.EMPTY);
    }

    private static boolean isPublished(Context at) {
        return at.provenance().basis() == Basis.PUBLISHED;
    }

    static BudgetRound evolve(BudgetRound now, BudgetRoundEvent event) {
        return switch (event) {
            case BudgetRoundOpened(var title, var on) ->
                new BudgetRound(title, on, now.closed(), now.bids(), now.decisions(), now.lastOn());
            case BudgetBidLodged e -> now.with(e.initiative(), new Bid(e.agency(), e.amountCents(), e.years(), e.on()));
            case BudgetDecisionRecorded e -> now.with(e.initiative(), e.decision(), e.on());
            case BudgetRoundClosed(var on) ->
                new BudgetRound(now.title(), now.openedOn(), true, now.bids(), now.decisions(), now.lastOn());
        };
    }

    static BudgetPublished publish(String id, BudgetRoundEvent event) {
        return switch (event) {
            case BudgetRoundOpened(var title, var on) -> new BudgetPublished.BudgetRoundOpened(id, title, on);
            case BudgetBidLodged(var initiative, var agency, var amountCents, var years, var on, var overridden) ->
                new BudgetPublished.BudgetBidLodged(id, initiative, agency, amountCents, years, on, overridden);
            case BudgetDecisionRecorded(
                    var initiative,
                    var decision,
                    var amountCents,
                    var years,
                    var on,
                    var reason,
                    var bid,
                    var qualifyingEvidence) ->
                new BudgetPublished.BudgetDecisionRecorded(
                        id, initiative, decision, amountCents, years, on, reason, bid, qualifyingEvidence);
            case BudgetRoundClosed(var on) -> new BudgetPublished.BudgetRoundClosed(id, on);
        };
    }
}
