package nz.flagships.reporting.region;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.RegionKind;
import org.jspecify.annotations.Nullable;

/**
 * A part of the country as one agency or one programme cuts it; a row of {@code GET /v1/regions}.
 *
 * @param code as {@code AREA-TAIRAWHITI}
 * @param name as people write it, with macrons
 * @param kind how it cuts the country
 * @param parent the region it lies in, or null
 * @param validFrom its first day, or null where it always was
 * @param validTo its last day, or null while it lasts
 * @param mergedFrom the regions it took the place of
 * @param mergedInto the region that took its place, or null
 * @param maps for a programme area: the areas and courts that answer for it
 * @param provenance of its definition
 */
public record Region(
        String code,
        String name,
        RegionKind kind,
        @Nullable String parent,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        List<String> mergedFrom,
        @Nullable String mergedInto,
        List<String> maps,
        Provenance provenance) {
    public Region {
        mergedFrom = List.copyOf(mergedFrom);
        maps = List.copyOf(maps);
    }

    /** Whether it is an area of a programme: its figures come from the areas it maps. */
    public boolean ofProgramme() {
        return kind == RegionKind.PROGRAMME_AREA;
    }

    /** Whether the whole of a stretch of days lies before the region was there. */
    public boolean beganAfter(LocalDate last) {
        return validFrom != null && last.isBefore(validFrom);
    }

    /** Whether the region began inside a stretch of days, not on the first of them. */
    public boolean beganWithin(LocalDate first, LocalDate last) {
        return validFrom != null && first.isBefore(validFrom) && !validFrom.isAfter(last);
    }
}
