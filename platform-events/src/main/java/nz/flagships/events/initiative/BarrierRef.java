package nz.flagships.events.initiative;

import nz.flagships.events.Described;

/**
 * A barrier of an initiative, named from outside.
 *
 * @param initiative the code of the initiative
 * @param barrier the code of the barrier, unique in the initiative
 */
public record BarrierRef(
        @Described("The code of the initiative") String initiative,

        @Described("The code of the barrier, unique in the initiative")
        String barrier)
        implements Comparable<BarrierRef> {
    @Override
    public int compareTo(BarrierRef other) {
        int order = initiative.compareTo(other.initiative);
        return order != 0 ? order : barrier.compareTo(other.barrier);
    }

    /** {@code PK-ALCOHOL/B1}. */
    @Override
    public String toString() {
        return initiative + "/" + barrier;
    }
}
