package nz.flagships.reporting.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.RegionKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegionsTest {
    private static Region region(String code, RegionKind kind, @Nullable String parent, String... maps) {
        return new Region(code, code, kind, parent, null, null, List.of(), null, List.of(maps), Provenance.OPERATIONAL);
    }

    private final Regions regions = Regions.of(List.of(
            region("NZ", RegionKind.COUNTRY, null),
            region("DIST", RegionKind.POLICE_DISTRICT, "NZ"),
            region("AREA", RegionKind.POLICE_AREA, "DIST"),
            region("OTHER", RegionKind.POLICE_AREA, "DIST"),
            region("PROGRAMME", RegionKind.PROGRAMME_AREA, "NZ", "AREA", "COURT"),
            region("LARGE", RegionKind.PROGRAMME_AREA, "NZ", "DIST", "AREA")));

    @Test
    void a_case_counts_in_its_region_what_that_lies_in_and_the_programme_areas_that_map_it_once_each() {
        assertThat(regions.countedIn("AREA")).containsExactly("AREA", "DIST", "LARGE", "NZ", "PROGRAMME");
        assertThat(regions.countedIn("OTHER")).containsExactly("DIST", "LARGE", "NZ", "OTHER");
        assertThat(regions.countedIn("PROGRAMME")).containsExactly("NZ", "PROGRAMME");
    }

    @Test
    void a_region_that_is_not_known_yet_counts_for_itself_and_for_who_maps_it() {
        assertThat(regions.countedIn("COURT")).containsExactly("COURT", "NZ", "PROGRAMME");
    }

    @Test
    void a_circle_of_parents_ends() {
        Regions circle =
                Regions.of(List.of(region("A", RegionKind.POLICE_AREA, "B"), region("B", RegionKind.POLICE_AREA, "A")));
        assertThat(circle.countedIn("A")).containsExactly("A", "B");
    }

    @Test
    void an_area_does_not_answer_beside_the_district_it_lies_in() {
        Region large = regions.find("LARGE").orElseThrow();
        assertThat(regions.answering(large, EnumSet.of(RegionKind.POLICE_AREA, RegionKind.POLICE_DISTRICT)))
                .extracting(Region::code)
                .containsExactly("DIST");
    }
}
