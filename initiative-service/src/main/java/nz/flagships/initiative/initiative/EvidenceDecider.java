package nz.flagships.initiative.initiative;

import nz.flagships.events.initiative.EvidencePublished;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.Verdict;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceInField;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceInconclusive;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceMixed;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidenceOverridden;
import nz.flagships.initiative.initiative.EvidenceEvent.EvidencePlanned;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundEffective;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundHarmful;
import nz.flagships.initiative.initiative.EvidenceEvent.InitiativeFoundIneffective;

/** Folds and publishes what is known of an initiative's effect; it is decided where the evaluation is. */
final class EvidenceDecider {
    private EvidenceDecider() {}

    static Initiative evolve(Initiative now, EvidenceEvent event) {
        return switch (event) {
            case EvidencePlanned(var evaluation) -> now.with(it -> it.evidence = EvidenceStatus.PLANNED);
            case EvidenceInField(var evaluation) -> now.with(it -> it.evidence = EvidenceStatus.IN_FIELD);
            case InitiativeFoundEffective(var evaluation, var verdict) ->
                found(now, EvidenceStatus.EFFECTIVE, evaluation, verdict);
            case InitiativeFoundIneffective(var evaluation, var verdict) ->
                found(now, EvidenceStatus.INEFFECTIVE, evaluation, verdict);
            case InitiativeFoundHarmful(var evaluation, var verdict) ->
                found(now, EvidenceStatus.HARMFUL, evaluation, verdict);
            case EvidenceMixed(var evaluation, var verdict) -> found(now, EvidenceStatus.MIXED, evaluation, verdict);
            case EvidenceInconclusive(var evaluation, var verdict) ->
                found(now, EvidenceStatus.INCONCLUSIVE, evaluation, verdict);
            case EvidenceOverridden(var evaluation, var reason) -> now.with(it -> it.evidenceOverride = reason);
        };
    }

    /** An override was of the evidence as it stood: another verdict ends it. */
    private static Initiative found(Initiative now, EvidenceStatus status, String evaluation, Verdict verdict) {
        return now.with(it -> {
            it.evidence = status;
            it.verdicts = now.verdicts().plus(evaluation, verdict);
            it.evidenceOverride = null;
        });
    }

    static EvidencePublished publish(String id, EvidenceEvent event) {
        return switch (event) {
            case EvidencePlanned(var evaluation) -> new EvidencePublished.EvidencePlanned(id, evaluation);
            case EvidenceInField(var evaluation) -> new EvidencePublished.EvidenceInField(id, evaluation);
            case InitiativeFoundEffective(var evaluation, var verdict) ->
                new EvidencePublished.InitiativeFoundEffective(id, evaluation, verdict);
            case InitiativeFoundIneffective(var evaluation, var verdict) ->
                new EvidencePublished.InitiativeFoundIneffective(id, evaluation, verdict);
            case InitiativeFoundHarmful(var evaluation, var verdict) ->
                new EvidencePublished.InitiativeFoundHarmful(id, evaluation, verdict);
            case EvidenceMixed(var evaluation, var verdict) ->
                new EvidencePublished.EvidenceMixed(id, evaluation, verdict);
            case EvidenceInconclusive(var evaluation, var verdict) ->
                new EvidencePublished.EvidenceInconclusive(id, evaluation, verdict);
            case EvidenceOverridden(var evaluation, var reason) ->
                new EvidencePublished.EvidenceOverridden(id, evaluation, reason);
        };
    }
}
