package nz.flagships.events.initiative;

import nz.flagships.events.Described;

/**
 * A registered outcome of which there is no result, said openly; in the verdict it is unknown.
 *
 * @param of the outcome as it was registered
 * @param reason why there is none
 */
public record MissingResult(
        @Described("The outcome as it was registered") RegisteredOutcome of,
        @Described("Why there is no result") String reason) {}
