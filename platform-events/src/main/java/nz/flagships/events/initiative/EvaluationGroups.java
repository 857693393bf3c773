package nz.flagships.events.initiative;

import java.util.List;
import nz.flagships.events.Described;
import org.jspecify.annotations.Nullable;

/**
 * Who or where was treated, and what with compared: regions, or a cohort in words.
 *
 * @param treatedRegions codes of regions
 * @param comparisonRegions codes of regions
 * @param treatedCohort who was treated, in words and without anybody's name; null where regions were
 * @param comparisonCohort whom they are compared with
 */
public record EvaluationGroups(
        @Described("The codes of the regions that are treated")
        List<String> treatedRegions,

        @Described("The codes of the regions that are compared with")
        List<String> comparisonRegions,

        @Described("Who is treated, in words; null where regions are") @Nullable
        String treatedCohort,

        @Described("Whom they are compared with, in words") @Nullable
        String comparisonCohort) {}
