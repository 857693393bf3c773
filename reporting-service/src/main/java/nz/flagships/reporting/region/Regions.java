package nz.flagships.reporting.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nz.flagships.events.initiative.RegionKind;

/** The regions of one moment: what lies in what, what became of what, and who answers for whom. Immutable. */
public final class Regions {
    private final SortedMap<String, Region> byCode;
    private final Map<String, SortedSet<String>> mappedBy;

    private Regions(SortedMap<String, Region> byCode, Map<String, SortedSet<String>> mappedBy) {
        this.byCode = byCode;
        this.mappedBy = mappedBy;
    }

    /** The regions of a list, each once. */
    public static Regions of(Collection<Region> regions) {
        SortedMap<String, Region> byCode = new TreeMap<>();
        Map<String, SortedSet<String>> mappedBy = new TreeMap<>();
        for (Region region : regions) {
            byCode.put(region.code(), region);
            for (String mapped : region.maps()) {
                mappedBy.computeIfAbsent(mapped, m -> new TreeSet<>()).add(region.code());
            }
        }
        return new Regions(byCode, mappedBy);
    }

    /** All of them, by code. */
    public Collection<Region> all() {
        return Collections.unmodifiableCollection(byCode.values());
    }

    /** The region of a code, or nothing. */
    public Optional<Region> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** What a region lies in, nearest first, without itself. A parent that is not known yet ends the list. */
    public List<Region> above(Region region) {
        Set<Region> above = new LinkedHashSet<>();
        Region at = region;
        while (at.parent() != null) {
            Region parent = byCode.get(at.parent());
            // Nothing promises that definitions of different streams make no circle.
            if (parent == null || parent.equals(region) || !above.add(parent)) {
                break;
            }
            at = parent;
        }
        return List.copyOf(above);
    }

    /**
     * The areas that answer for a programme area: those it maps of the given kinds. One that lies in another of them, or
     * that another took the place of, is left out, so that nothing is counted with its parent or twice.
     */
    public List<Region> answering(Region programmeArea, Set<RegionKind> kinds) {
        List<Region> mapped = programmeArea.maps().stream()
                .distinct()
                .flatMap(code -> find(code).stream())
                .filter(area -> kinds.contains(area.kind()))
                .toList();
        return mapped.stream()
                .filter(area -> mapped.stream()
                        .noneMatch(other -> !other.equals(area)
                                && (above(area).contains(other)
                                        || becameOf(other, new LinkedHashSet<>())
                                                .contains(area.code()))))
                .toList();
    }

    /** The programme areas that map a region, by code. */
    public SortedSet<String> mapping(String region) {
        return mappedBy.getOrDefault(region, Collections.emptySortedSet());
    }

    /**
     * Where something that happened in a region counts: the region, what it lies in, and the programme areas that map any
     * of those; each once, by code. A region that is not known yet counts for itself alone.
     */
    public SortedSet<String> countedIn(String code) {
        SortedSet<String> places = new TreeSet<>();
        places.add(code);
        find(code).ifPresent(region -> above(region).forEach(parent -> places.add(parent.code())));
        for (String place : List.copyOf(places)) {
            for (String programmeArea : mapping(place)) {
                places.add(programmeArea);
                find(programmeArea).ifPresent(area -> above(area).forEach(parent -> places.add(parent.code())));
            }
        }
        return places;
    }

    private Set<String> becameOf(Region region, Set<String> seen) {
        for (String before : new ArrayList<>(region.mergedFrom())) {
            if (seen.add(before)) {
                find(before).ifPresent(r -> becameOf(r, seen));
            }
        }
        return seen;
    }
}
