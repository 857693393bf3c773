package nz.flagships.initiative.region;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.RegionKind;
import org.jspecify.annotations.Nullable;

/** What happens to a region. */
public sealed interface RegionEvent {
    record RegionDefined(
            String name,
            RegionKind kind,
            @Nullable String parent,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo)
            implements RegionEvent {}

    record RegionsMerged(List<String> predecessors, LocalDate on) implements RegionEvent {}

    record RegionMapped(List<String> maps) implements RegionEvent {}

    /** Also said of each predecessor of a merger, with the merger: two mergers can then never share one. */
    record RegionRetired(
            LocalDate lastDay,
            @Nullable String mergedInto,
            @Nullable String reason) implements RegionEvent {}
}
