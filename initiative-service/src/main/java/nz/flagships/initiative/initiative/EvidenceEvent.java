package nz.flagships.initiative.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.eventstore.decision.Fact;

/** What becomes known of an initiative's effect. Each follows from what was said of an evaluation, and is never posted. */
public sealed interface EvidenceEvent extends InitiativeEvent {
    @Fact(
            value = "EvidencePlanned",
            description = "An evaluation of the initiative is planned; follows from EvaluationRegistered",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\"}")
    record EvidencePlanned(
            @Described("The id of the evaluation") String evaluation) implements EvidenceEvent {}

    @Fact(
            value = "EvidenceInField",
            description = "An evaluation of the initiative is in the field; follows from EvaluationEnteredField",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\"}")
    record EvidenceInField(
            @Described("The id of the evaluation") String evaluation) implements EvidenceEvent {}

    @Fact(
            value = "InitiativeFoundEffective",
            description =
                    "All evaluations of the initiative together find it effective; follows from EvaluationCompleted or"
                            + " EvaluationPublished",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\", \"verdict\": \"EFFECTIVE\"}")
    record InitiativeFoundEffective(
            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidenceEvent {}

    @Fact(
            value = "InitiativeFoundIneffective",
            description =
                    "All evaluations of the initiative together find it ineffective; follows from EvaluationCompleted"
                            + " or EvaluationPublished",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\", \"verdict\": \"INEFFECTIVE\"}")
    record InitiativeFoundIneffective(
            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidenceEvent {}

    @Fact(
            value = "InitiativeFoundHarmful",
            description =
                    "All evaluations of the initiative together find it harmful; follows from EvaluationCompleted or"
                            + " EvaluationPublished",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\", \"verdict\": \"HARMFUL\"}")
    record InitiativeFoundHarmful(
            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidenceEvent {}

    @Fact(
            value = "EvidenceMixed",
            description = "All evaluations of the initiative together are mixed; follows from EvaluationCompleted or"
                    + " EvaluationPublished",
            postable = false,
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE-TAILORED:EXAMPLE-SOURCE\", \"verdict\": \"MIXED\"}")
    record EvidenceMixed(
            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidenceEvent {}

    @Fact(
            value = "EvidenceInconclusive",
            description =
                    "All evaluations of the initiative together are inconclusive; follows from EvaluationCompleted or"
                            + " EvaluationPublished",
            postable = false,
            subject = "EXAMPLE-INITIATIVE",
            example = "{\"evaluation\": \"EXAMPLE-INITIATIVE:EXAMPLE-STUDY\", \"verdict\": \"INCONCLUSIVE\"}")
    record EvidenceInconclusive(
            @Described("The id of the evaluation that came last")
            String evaluation,

            @Described("The verdict of that one") Verdict verdict)
            implements EvidenceEvent {}

    @Fact(
            value = "EvidenceOverridden",
            description =
                    "Mixed evidence on the initiative was accepted as ground to seek long-term funding; follows from"
                            + " EvaluationOverridden",
            postable = false,
            subject = "EXAMPLE-INITIATIVE-TAILORED",
            example =
                    "{\"evaluation\": \"EXAMPLE-INITIATIVE-TAILORED:EXAMPLE-SOURCE\", \"reason\": \"Less harm is enough\"}")
    record EvidenceOverridden(
            @Described("The id of the evaluation") String evaluation,
            @Described("Why") String reason) implements EvidenceEvent {}

    /**
     * What was found of the initiative.
     *
     * @param together what all of its evaluations come to
     * @param evaluation the id of the one that came last
     * @param verdict the verdict of that one
     */
    static EvidenceEvent found(Verdict together, String evaluation, Verdict verdict) {
        return switch (together) {
            case EFFECTIVE -> new InitiativeFoundEffective(evaluation, verdict);
            case MIXED -> new EvidenceMixed(evaluation, verdict);
            case INCONCLUSIVE -> new EvidenceInconclusive(evaluation, verdict);
            case INEFFECTIVE -> new InitiativeFoundIneffective(evaluation, verdict);
            case HARMFUL -> new InitiativeFoundHarmful(evaluation, verdict);
        };
    }
}
