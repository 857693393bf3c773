package nz.flagships.reporting.evidence;

import java.util.Map;

/** What the words of the pipeline mean, for both of its lists. */
final class PipelineDefinitions {
    static final Map<String, Object> OF_ALL = Map.of(
            "stage",
            "TRIAL: started, or paid for by the Fund; EVALUATED: an evaluation has its verdict; EFFECTIVE: all evaluations together say so; SOUGHT and GRANTED:"
                    + " long-term funding in a Budget round",
            "daysInStage",
            "At least, by what is known of the dates; null where a later stage was reached first",
            "cents",
            "In cents of New Zealand dollars: sought or granted over all years; before that what the Justice Sector Fund has approved"
                    + " for it",
            "withoutEvidence",
            "Long-term funding was granted without qualifying evidence on record here");

    private PipelineDefinitions() {}
}
