package nz.flagships.reporting.target;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How a value stands to a target. */
public enum Standing {
    /** Beyond the target. */
    EXCEEDED,
    /** Exactly the target. */
    MET,
    /** At least as far on as the time that has gone by. */
    ON_TRACK,
    /** Better than the base, but not as far on as the time that has gone by. */
    BEHIND,
    /** Worse than where it began. */
    WORSE_THAN_BASE;

    /**
     * (base − now)/(base − target): 0 at the base, 1 at the target, whichever way is good. Null where the target is the
     * base.
     */
    public static @Nullable BigDecimal progress(BigDecimal base, BigDecimal now, BigDecimal target) {
        BigDecimal way = base.subtract(target);
        return way.signum() == 0 ? null : base.subtract(now).divide(way, MathContext.DECIMAL64);
    }

    /**
     * The standing of a progress.
     *
     * @param progress not rounded
     * @param elapsed which share of the time from the baseline to the day it is due has gone by, 0 to 1
     */
    public static Standing of(BigDecimal progress, BigDecimal elapsed) {
        int toTarget = progress.compareTo(BigDecimal.ONE);
        if (toTarget > 0) {
            return EXCEEDED;
        }
        if (toTarget == 0) {
            return MET;
        }
        if (progress.compareTo(elapsed) >= 0) {
            return ON_TRACK;
        }
        return progress.signum() >= 0 ? BEHIND : WORSE_THAN_BASE;
    }

    /** Which share of the days from baseline to {@code by} has gone by on a day: 0 before, 1 after. */
    public static BigDecimal elapsed(LocalDate baseline, LocalDate by, LocalDate on) {
        long all = ChronoUnit.DAYS.between(baseline, by);
        long gone = ChronoUnit.DAYS.between(baseline, on);
        if (gone <= 0) {
            return BigDecimal.ZERO;
        }
        return gone >= all
                ? BigDecimal.ONE
                : BigDecimal.valueOf(gone).divide(BigDecimal.valueOf(all), MathContext.DECIMAL64);
    }
}
