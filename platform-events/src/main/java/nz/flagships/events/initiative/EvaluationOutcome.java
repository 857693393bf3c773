package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation looks at: a measure of ours, or an outcome of its own.
 *
 * @param measure the code of the measure; null for an outcome of its own
 * @param name as people read it
 * @param unit of the outcome
 * @param direction which way is good
 * @param population who it was observed of; null where the measure says so
 */
public record EvaluationOutcome(
        @Described("The code of the measure; null for an outcome of the evaluation's own") @Nullable
        String measure,

        @Described("Its name") String name,
        @Described("The unit of the outcome") String unit,
        @Described("Which way it should move") Direction direction,

        @Described("Who it was observed of; null where the measure says so") @Nullable
        String population) {
    /** Whether it is the same outcome, whatever is said of its unit: the same measure, or the same name of the same people. */
    public boolean isSame(EvaluationOutcome other) {
        return measure != null
                ? measure.equals(other.measure)
                : other.measure == null
                        && name.equalsIgnoreCase(other.name)
                        && String.valueOf(population).equalsIgnoreCase(String.valueOf(other.population));
    }
}
