package nz.flagships.initiative;

import java.math.BigDecimal;

/** Which numbers an observed value or a target may be, so that every program reads them exactly. */
public final class ObservedValue {
    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 10;

    private ObservedValue() {}

    /** Whether it has at most 15 significant digits, 15 of them before the point and 10 after. */
    public static boolean isExact(BigDecimal value) {
        // Exponents are looked at before anything is written out: 1E+999999999 is short, its digits are not.
        if (value.signum() == 0) {
            return true;
        }
        long before = (long) value.precision() - value.scale();
        if (before > MOST_DIGITS || before < -MOST_DECIMALS) {
            return false;
        }
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.precision() <= MOST_DIGITS && shortest.scale() <= MOST_DECIMALS;
    }

    /** The same number without trailing zeros or an exponent. */
    public static BigDecimal plain(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal shortest = value.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
