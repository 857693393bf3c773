package nz.flagships.eventstore.command;

import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;

/** Whether a posting is only tried out. What is not clearly said is refused: the fact would be stored, or would not be. */
public final class DryRuns {
    /** The parameter, the same on every way in. */
    public static final String PARAMETER = "dryRun";

    private DryRuns() {}

    /** @param said the parameter's value, or null */
    public static boolean isDry(@Nullable String said) {
        return switch (said) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw RequestRule.BAD_PARAMETER.exception("dryRun is true or false.");
        };
    }
}
