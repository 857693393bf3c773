package nz.flagships.reporting.region;

import jakarta.enterprise.context.ApplicationScoped;
import nz.flagships.events.initiative.RegionPublished.RegionDefined;
import nz.flagships.events.initiative.RegionPublished.RegionMapped;
import nz.flagships.events.initiative.RegionPublished.RegionRetired;
import nz.flagships.events.initiative.RegionPublished.RegionsMerged;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps regions, their mergers, their ends and the crosswalk. */
@ApplicationScoped
public class RegionProjection extends FactProjection {
    private static final Table REGION =
            Table.of("region", 1, "code", "name", "kind", "parent", "valid_from", "valid_to");
    private static final Table MERGER = Table.of("region_merger", 1, "region", "predecessors", "merged_on");
    private static final Table CROSSWALK = Table.of("region_crosswalk", 1, "region", "maps");
    private static final Table END = Table.of("region_end", 1, "region", "last_day", "merged_into");

    RegionProjection() {
        super("regions", "initiative", "region");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "RegionDefined" -> {
                RegionDefined e = fact.says(RegionDefined.class);
                rows.of(REGION).add(fact, e.region(), e.name(), e.kind(), e.parent(), e.validFrom(), e.validTo());
            }
            case "RegionsMerged" -> {
                RegionsMerged e = fact.says(RegionsMerged.class);
                rows.of(MERGER).add(fact, e.region(), e.predecessors(), e.on());
            }
            case "RegionMapped" -> {
                RegionMapped e = fact.says(RegionMapped.class);
                rows.of(CROSSWALK).add(fact, e.region(), e.maps());
            }
            case "RegionRetired" -> {
                RegionRetired e = fact.says(RegionRetired.class);
                rows.of(END).add(fact, e.region(), e.lastDay(), e.mergedInto());
            }
            default -> {
                // Another fact about regions than this version shows.
            }
        }
    }
}
