package nz.flagships.initiative;

import java.util.Optional;

/**
 * What a series or a target is about; its id is the two codes with a colon between.
 *
 * @param measure the code of the measure
 * @param region the code of the region
 */
public record MeasureInRegion(String measure, String region) {
    /** Reads {@code BURGLARY:NZ}, or nothing where it is not two codes. */
    public static Optional<MeasureInRegion> parse(String id) {
        int colon = id.indexOf(':');
        return colon < 1 || colon == id.length() - 1 || id.indexOf(':', colon + 1) >= 0
                ? Optional.empty()
                : Optional.of(new MeasureInRegion(id.substring(0, colon), id.substring(colon + 1)));
    }

    /** Reads an id that a decision has let pass. */
    public static MeasureInRegion of(String id) {
        return parse(id).orElseThrow();
    }
}
