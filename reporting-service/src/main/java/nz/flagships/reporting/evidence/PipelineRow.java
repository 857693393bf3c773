package nz.flagships.reporting.evidence;

import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.EvidenceStatus;
import org.jspecify.annotations.Nullable;

/**
 * A stage that an initiative has reached; a row of {@code GET /v1/evidence/pipeline}.
 *
 * @param initiative its code
 * @param title as people read it; null while only something else is known of it
 * @param programme the code of its programme
 * @param regions the codes of its regions
 * @param stage how far
 * @param order its place in the pipeline, 1 to 5
 * @param since when it reached that stage, as far as known
 * @param until when it reached a later one, as far as known; null where it is in this stage
 * @param current whether this is the last stage it reached
 * @param daysInStage at least so many, by what is known of the two dates; null where a later stage came first or a date is
 *     not known at all
 * @param daysAtMost at most so many
 * @param cents what is at stake: of the Fund's money approved for it on the way, sought, or granted; null where nothing is
 *     on record
 * @param evidence what is known of its effect now
 * @param withoutEvidence whether long-term funding was granted without qualifying evidence on record
 * @param synthetic whether any of this was made up for a demonstration
 */
public record PipelineRow(
        String initiative,
        @Nullable String title,
        @Nullable String programme,
        List<String> regions,
        Stage stage,
        int order,
        @Nullable PartialDate since,
        @Nullable PartialDate until,
        boolean current,
        @Nullable Integer daysInStage,
        @Nullable Integer daysAtMost,
        @Nullable Long cents,
        EvidenceStatus evidence,
        boolean withoutEvidence,
        boolean synthetic) {}
