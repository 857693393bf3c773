package nz.flagships.events.initiative;

/**
 * What money of the Fund can do. Each movement takes it out of one account (credits it) and puts the same cents into
 * another (debits it), so that no movement can make or lose a cent: double entry. Accounts are kept per lot, and from the
 * approval on per allocation too.
 */
public enum FundMovement {
    /** An agency saved it: a lot. */
    BANKED(Account.SAVINGS, Account.AVAILABLE),
    /** A saving was taken back. */
    REVERSED(Account.AVAILABLE, Account.SAVINGS),
    /** An allocation was approved. */
    APPROVED(Account.AVAILABLE, Account.APPROVED),
    /** What was approved will not be spent. */
    CANCELLED(Account.APPROVED, Account.AVAILABLE),
    /** It went to the receiving agency. */
    TRANSFERRED(Account.APPROVED, Account.TRANSFERRED),
    /** The receiving agency spent it. */
    DRAWN(Account.TRANSFERRED, Account.DRAWN),
    /** The receiving agency gave it back. */
    RETURNED(Account.TRANSFERRED, Account.AVAILABLE);

    /** Where money of the Fund can be. */
    public enum Account {
        /** With the agencies that saved it: what came from there counts negative. */
        SAVINGS,
        /** In a lot, for anybody. */
        AVAILABLE,
        /** Promised to an allocation, not transferred yet. */
        APPROVED,
        /** With the receiving agency, not spent yet. */
        TRANSFERRED,
        /** Spent. */
        DRAWN
    }

    private final Account from;
    private final Account to;

    FundMovement(Account from, Account to) {
        this.from = from;
        this.to = to;
    }

    /** The account it is taken out of: credited. */
    public Account from() {
        return from;
    }

    /** The account it is put into: debited. */
    public Account to() {
        return to;
    }
}
