package nz.flagships.local.demo;

import java.util.List;

/** What {@code ./flagships up} loads: the published facts first, then what was made up from a seed, and says so. */
public final class Demonstration {
    private Demonstration() {}

    /** The batches, in the order in which they have to be posted: what a later one refers to is in an earlier one. */
    public static List<DemoBatch> batches() {
        return List.of();
    }
}
