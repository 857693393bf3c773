package nz.flagships.initiative.region;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.RegionKind;
import org.jspecify.annotations.Nullable;

/**
 * A region and what became of it.
 *
 * @param name its name; null before it is defined
 * @param kind how it cuts the country; null before it is defined
 * @param parent the code of the region it is a part of
 * @param validFrom its first day; null if it was always there
 * @param validTo its last day; null if it is still there
 * @param predecessors the codes of the regions that went into it
 * @param mergedInto the code of the region it went into
 * @param maps for a programme area, the codes of the areas and courts that answer for it
 */
public record Region(
        @Nullable String name,
        @Nullable RegionKind kind,
        @Nullable String parent,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        List<String> predecessors,
        @Nullable String mergedInto,
        List<String> maps) {
    /** Before it is defined. */
    public static final Region EMPTY = new Region(null, null, null, null, null, List.of(), null, List.of());

    boolean defined() {
        return name != null;
    }

    /** Whether it was there on every day from the first to the last. */
    public boolean heldThroughout(LocalDate first, LocalDate last) {
        return (validFrom == null || !first.isBefore(validFrom)) && (validTo == null || !last.isAfter(validTo));
    }
}
