package nz.flagships.reporting.disclosure;

/**
 * Fixed random rounding to base 3, as Statistics New Zealand rounds counts of people: a multiple of 3 stays; any other
 * number goes to the nearer multiple with probability 2/3 and to the farther one with 1/3, so that the expected figure is
 * the true one.
 *
 * <p>The chance is not drawn but follows from the sum of the counted units' keys. So the same people give the same figure
 * under whatever label they appear, and asking again averages nothing away. Drawing by the label instead would give the
 * true value away once two labels cover the same people.
 *
 * <p>Source: Statistics New Zealand, <em>Microdata output guide</em>, rules for fixed random rounding (RR3).
 */
public final class RandomRounding {
    /** Every figure is a multiple of it. */
    public static final int BASE = 3;
    /** How it is told to those who read the figures. */
    public static final String METHOD =
            "Fixed random rounding to base 3. Cases that the same agencies have led, then or since, are rounded by themselves: the"
                    + " same cases always give the same figure.";

    // Two thirds of 2^32: sums of keys are evenly spread below 2^32.
    private static final long NEARER_BELOW = (1L << 32) / 3 * 2;

    private RandomRounding() {}

    /** The figure that may be shown. */
    public static RoundedCount round(PeopleCount count) {
        int over = count.units() % BASE;
        int below = count.units() - over;
        boolean nearer = count.keySum() < NEARER_BELOW;
        return new RoundedCount(
                switch (over) {
                    case 0 -> below;
                    case 1 -> nearer ? below : below + BASE;
                    default -> nearer ? below + BASE : below;
                });
    }
}
