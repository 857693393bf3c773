package nz.flagships.initiative.region;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import org.jspecify.annotations.Nullable;

/** What may be said of a region. */
public sealed interface RegionCommand {
    /**
     * A region that a fact about it brings into being.
     *
     * @param name its name
     * @param parent the code of the region it is a part of
     */
    record NewRegion(
            @Described("Its name") @Size(min = 1, max = 200) String name,

            @Described("The code of the region it is a part of; left out if not on record") @Nullable
            String parent) {}

    /** A region becomes one that facts can name. */
    @Fact(
            value = "RegionDefined",
            description = "A region was defined: a country, a police district or area, a court or a programme area",
            begins = true,
            subject = "EXAMPLE-REGION-NORTH",
            example = """
                    {"name": "Example region, north", "kind": "POLICE_AREA", "validTo": "2012-06-30"}""")
    @Allowed(Role.STEWARD)
    record DefineRegion(
            @Described("Its name") @Size(min = 1, max = 200) String name,

            @Described("How it cuts the country") RegionKind kind,

            @Described("The code of the region it is a part of; left out for the country, or if not on record")
            @Nullable
            String parent,

            @Described("Its first day; left out if it was always there") @Nullable
            LocalDate validFrom,

            @Described("Its last day; left out if it is still there") @Nullable
            LocalDate validTo)
            implements RegionCommand {}

    /** Regions become one. Each of them ends on the day before, if it has not ended already. */
    @Fact(
            value = "RegionsMerged",
            description = "The region came out of the merger of others, which end the day before."
                    + " If it is not defined yet, `defines` does so, with the kind of the others",
            subject = "EXAMPLE-REGION",
            example = """
                    {"predecessors": ["EXAMPLE-REGION-NORTH"], "on": "2012-07-01", "defines": {"name": "Example region"}}""")
    @Allowed(Role.STEWARD)
    record MergeRegions(
            @InAnyOrder
            @Described("The codes of the regions that went into it, all of one kind")
            @Size(min = 1, max = 50)
            List<String> predecessors,

            @Described("The first day of the merged region") LocalDate on,

            @Described("The merged region, where it is not defined yet") @Nullable
            NewRegion defines)
            implements RegionCommand {}

    /** The crosswalk of a programme area. */
    @Fact(
            value = "RegionMapped",
            description = "The areas and courts that answer for a programme area were named; a later mapping replaces"
                    + " it. If the programme area is not defined yet, `defines` does so",
            subject = "EXAMPLE-PROGRAMME-AREA",
            example = """
                    {"maps": ["EXAMPLE-REGION"], "defines": {"name": "Example programme area"}}""")
    @Allowed(Role.STEWARD)
    record MapRegion(
            @InAnyOrder
            @Described("The codes of police districts, police areas and courts, none of them a part of another")
            @Size(min = 1, max = 100)
            List<String> maps,

            @Described("The programme area, where it is not defined yet") @Nullable
            NewRegion defines)
            implements RegionCommand {}

    /** A region ends without a successor. */
    @Fact(
            value = "RegionRetired",
            description = "The region came to its end. Its predecessors' ends are said with their merger",
            subject = "EXAMPLE-PROGRAMME-AREA",
            example = """
                    {"lastDay": "2019-12-31", "reason": "The example programme ended"}""")
    @Allowed(Role.STEWARD)
    record RetireRegion(
            @Described("Its last day") LocalDate lastDay,

            @Described("Why") @Size(min = 1, max = 1000) @Nullable
            String reason)
            implements RegionCommand {}
}
