package nz.flagships.rest.metrics;

import io.micrometer.core.instrument.Metrics;
import java.util.regex.Pattern;
import nz.flagships.events.Problem;

/** Counts the problems that were answered, by the code of their rule. */
public final class Refusals {
    // Codes come from enums of rules. Should anything else ever get here, it must not become a label.
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,8}-[0-9]{3}");

    private Refusals() {}

    /** Counts one. */
    public static void count(Problem problem) {
        String code = CODE.matcher(problem.code()).matches() ? problem.code() : "OTHER";
        Metric.REFUSALS.counter(Metrics.globalRegistry, code).increment();
    }
}
