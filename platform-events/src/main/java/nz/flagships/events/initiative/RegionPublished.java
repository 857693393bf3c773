package nz.flagships.events.initiative;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** What is published of regions. */
public sealed interface RegionPublished extends PublishedEvent {
    /** A region and the days for which it holds. */
    @Described("A region was defined")
    record RegionDefined(
            @Described("The code of the region") String region,
            @Described("Its name") String name,
            @Described("How it cuts the country") RegionKind kind,

            @Described("The code of the region it is a part of; null for the country, or if not on record") @Nullable
            String parent,

            @Described("Its first day; null if it was always there") @Nullable
            LocalDate validFrom,

            @Described("Its last day; null if it is still there") @Nullable
            LocalDate validTo)
            implements RegionPublished {}

    /** Said of the successor. Each predecessor has its own {@link RegionRetired} that names the successor. */
    @Described("The region came out of the merger of others")
    record RegionsMerged(
            @Described("The code of the successor") String region,

            @Described("The codes of the regions that went into it")
            List<String> predecessors,

            @Described("The first day of the merged region") LocalDate on)
            implements RegionPublished {}

    /** The crosswalk; a later one replaces it. */
    @Described("The areas and courts that answer for a programme area were named; a later mapping replaces it")
    record RegionMapped(
            @Described("The code of the programme area") String region,

            @Described("The codes of the police districts, police areas and courts that answer for it")
            List<String> maps)
            implements RegionPublished {}

    /** The end of a region, by itself or in a merger. */
    @Described("The region came to its end, by itself or in a merger")
    record RegionRetired(
            @Described("The code of the region") String region,
            @Described("Its last day") LocalDate lastDay,

            @Described("The code of the region it was merged into; null if it just ended") @Nullable
            String mergedInto,

            @Described("Why; null if not said") @Nullable String reason)
            implements RegionPublished {}
}
