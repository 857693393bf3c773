package nz.flagships.events.initiative;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** On which scale an effect is told, and so which value means that there is none. */
public enum EffectScale {
    /** Less or more of something, in per cent, points, days or events: no effect is 0. */
    DIFFERENCE(BigDecimal.ZERO),
    /** So many times as much: no effect is 1. */
    RATIO(BigDecimal.ONE);

    private static final Pattern RATIOS = Pattern.compile("(?i)(.*\\bratio|relative risk)");

    private final BigDecimal noEffect;

    EffectScale(BigDecimal noEffect) {
        this.noEffect = noEffect;
    }

    /** The value that means no effect. */
    public BigDecimal noEffect() {
        return noEffect;
    }

    /** The scale that a unit's name tells of: a ratio where it ends so ({@code odds ratio}), or is {@code relative risk}. */
    public static EffectScale of(String unit) {
        return RATIOS.matcher(unit).matches() ? RATIO : DIFFERENCE;
    }
}
