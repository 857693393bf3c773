package nz.flagships.reporting.fund;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import nz.flagships.events.initiative.FundMovement;

/** What entries add up to, by movement, in cents. Exact: the ledger refuses what would take a sum beyond 2^53 − 1. */
final class Sums {
    private final Map<FundMovement, Long> cents = new EnumMap<>(FundMovement.class);

    static Sums of(Collection<Ledger.Entry> entries) {
        Sums sums = new Sums();
        entries.forEach(each -> sums.cents.merge(each.movement(), each.amountCents(), Math::addExact));
        return sums;
    }

    long of(FundMovement movement) {
        return cents.getOrDefault(movement, 0L);
    }

    /** What is left for anybody. */
    long available() {
        return of(FundMovement.BANKED) - of(FundMovement.REVERSED) - netApproved();
    }

    /** What went to allocations and stayed there. */
    long netApproved() {
        return of(FundMovement.APPROVED) - of(FundMovement.CANCELLED) - of(FundMovement.RETURNED);
    }

    /** What is promised and not transferred. */
    long untransferred() {
        return of(FundMovement.APPROVED) - of(FundMovement.CANCELLED) - of(FundMovement.TRANSFERRED);
    }

    /** What is transferred and neither spent nor returned. */
    long undrawn() {
        return of(FundMovement.TRANSFERRED) - of(FundMovement.DRAWN) - of(FundMovement.RETURNED);
    }
}
