package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of the evidence on initiatives; each follows from what was said of an evaluation. */
public sealed interface EvidencePublished extends PublishedEvent {
    /** The code of the initiative it is said of. */
    String initiative();

    /** Somebody is going to look. */
    @Described("An evaluation of the initiative is planned")
    record EvidencePlanned(
            @Described("The code of the initiative") String initiative,
            @Described("The id of the evaluation") String evaluation)
            implements EvidencePublished {}

    /** Somebody looks. */
    @Described("An evaluation of the initiative is in the field")
    record EvidenceInField(
            @Described("The code of the initiative") String initiative,
            @Described("The id of the evaluation") String evaluation)
            implements EvidencePublished {}

    /** All evaluations together say so. */
    @Described("The initiative was found effective by all of its evaluations together")
    record InitiativeFoundEffective(
            @Described("The code of the initiative") String initiative,

            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidencePublished {}

    /** All evaluations together say so. */
    @Described("The initiative was found ineffective by all of its evaluations together")
    record InitiativeFoundIneffective(
            @Described("The code of the initiative") String initiative,

            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidencePublished {}

    /** All evaluations together say so. */
    @Described("The initiative was found harmful by all of its evaluations together")
    record InitiativeFoundHarmful(
            @Described("The code of the initiative") String initiative,

            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidencePublished {}

    /** All evaluations together say so. */
    @Described("The evidence on the initiative is mixed, all of its evaluations together")
    record EvidenceMixed(
            @Described("The code of the initiative") String initiative,

            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidencePublished {}

    /** All evaluations together say so. */
    @Described("The evidence on the initiative is inconclusive, all of its evaluations together")
    record EvidenceInconclusive(
            @Described("The code of the initiative") String initiative,

            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidencePublished {}

    /** Until another evaluation is concluded. */
    @Described("The mixed evidence on the initiative was accepted as ground to seek long-term funding")
    record EvidenceOverridden(
            @Described("The code of the initiative") String initiative,
            @Described("The id of the evaluation") String evaluation,
            @Described("Why") String reason)
            implements EvidencePublished {}
}
