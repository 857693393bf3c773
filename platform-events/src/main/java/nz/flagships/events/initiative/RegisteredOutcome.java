package nz.flagships.events.initiative;

import java.math.BigDecimal;
import nz.flagships.events.Described;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that an evaluation is to report on.
 *
 * @param outcome what it is
 * @param role what it counts for
 * @param unit of the effect
 * @param scale of the effect
 * @param smallestWorthwhileEffect in the effect's unit; null where none was named
 */
public record RegisteredOutcome(
        @Described("What is looked at") EvaluationOutcome outcome,
        @Described("What it counts for") OutcomeRole role,
        @Described("The unit of the effect") String unit,
        @Described("The scale of the effect") EffectScale scale,

        @Described("The smallest effect worth having, in the effect's unit; null where none was named") @Nullable
        BigDecimal smallestWorthwhileEffect) {}
