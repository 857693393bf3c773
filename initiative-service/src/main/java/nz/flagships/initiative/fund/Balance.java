package nz.flagships.initiative.fund;

import nz.flagships.events.initiative.FundMovement;

/**
 * What has moved so far, in cents, of a lot, of a lot's part in an allocation, or of the whole Fund. The sums only grow; what
 * lies in an account is the difference between what went into it and what went out.
 *
 * @param bankedCents saved
 * @param reversedCents of that taken back
 * @param approvedCents promised to allocations
 * @param cancelledCents of that not to be spent after all
 * @param transferredCents sent to receiving agencies
 * @param drawnCents of that spent
 * @param returnedCents of that given back
 */
public record Balance(
        long bankedCents,
        long reversedCents,
        long approvedCents,
        long cancelledCents,
        long transferredCents,
        long drawnCents,
        long returnedCents) {
    /** The most that any sum may come to: the largest whole number that every JSON reader keeps (RFC 7493). */
    public static final long MOST = (1L << 53) - 1;

    /** Before anything moved. */
    public static final Balance NOTHING = new Balance(0, 0, 0, 0, 0, 0, 0);

    /** What a lot still has for anybody: never negative. */
    public long available() {
        return bankedCents - reversedCents - approvedCents + cancelledCents + returnedCents;
    }

    /** What is approved and neither cancelled nor transferred. */
    public long untransferred() {
        return approvedCents - cancelledCents - transferredCents;
    }

    /** What is transferred and neither spent nor returned. */
    public long undrawn() {
        return transferredCents - drawnCents - returnedCents;
    }

    /** How much has moved in one way. */
    public long of(FundMovement movement) {
        return switch (movement) {
            case BANKED -> bankedCents;
            case REVERSED -> reversedCents;
            case APPROVED -> approvedCents;
            case CANCELLED -> cancelledCents;
            case TRANSFERRED -> transferredCents;
            case DRAWN -> drawnCents;
            case RETURNED -> returnedCents;
        };
    }

    /** The same after so many cents more. */
    public Balance plus(FundMovement movement, long cents) {
        return new Balance(
                bankedCents + (movement == FundMovement.BANKED ? cents : 0),
                reversedCents + (movement == FundMovement.REVERSED ? cents : 0),
                approvedCents + (movement == FundMovement.APPROVED ? cents : 0),
                cancelledCents + (movement == FundMovement.CANCELLED ? cents : 0),
                transferredCents + (movement == FundMovement.TRANSFERRED ? cents : 0),
                drawnCents + (movement == FundMovement.DRAWN ? cents : 0),
                returnedCents + (movement == FundMovement.RETURNED ? cents : 0));
    }
}
