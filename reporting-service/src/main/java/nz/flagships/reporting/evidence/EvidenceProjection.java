package nz.flagships.reporting.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/** Keeps what became known of each initiative's effect, event by event. */
@ApplicationScoped
public class EvidenceProjection extends FactProjection {
    private static final Table EVIDENCE =
            Table.of("initiative_evidence", 2, "initiative", "version", "status", "evaluation");
    private static final Map<String, EvidenceStatus> STATUSES = Map.of(
            "EvidencePlanned", EvidenceStatus.PLANNED,
            "EvidenceInField", EvidenceStatus.IN_FIELD,
            "InitiativeFoundEffective", EvidenceStatus.EFFECTIVE,
            "EvidenceMixed", EvidenceStatus.MIXED,
            "EvidenceInconclusive", EvidenceStatus.INCONCLUSIVE,
            "InitiativeFoundIneffective", EvidenceStatus.INEFFECTIVE,
            "InitiativeFoundHarmful", EvidenceStatus.HARMFUL);

    EvidenceProjection() {
        super("evidence", "initiative", "initiative");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        EvidenceStatus status = STATUSES.get(fact.name());
        if (status != null) {
            // All of them say the same two things.
            JsonNode said = fact.data();
            rows.of(EVIDENCE)
                    .add(
                            fact,
                            said.path("initiative").asText(),
                            fact.event().sequence(),
                            status,
                            said.path("evaluation").asText());
        }
    }
}
