package nz.flagships.cases.demo;

import static nz.flagships.cases.jointcase.JointCaseRegistration.AGGREGATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.cases.jointcase.JointCaseCommand;
import nz.flagships.cases.jointcase.JointCaseEvent;
import nz.flagships.cases.reference.KnownAgency;
import nz.flagships.cases.reference.KnownInitiative;
import nz.flagships.cases.reference.KnownProgramme;
import nz.flagships.cases.reference.KnownRegion;
import nz.flagships.cases.reference.KnownTheme;
import nz.flagships.events.Basis;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.testing.Given;
import nz.flagships.local.demo.DemoBatch;
import nz.flagships.local.demo.Demonstration;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
    private final Map<String, List<JointCaseEvent>> cases = new HashMap<>();
    private final List<ObjectNode> reference = new ArrayList<>();

    @Test
    void everyInventedCaseIsTaken() throws JsonProcessingException {
        // Given what initiative-service knows of the demonstration
        List<DemoBatch> batches = Demonstration.batches();
        batches.stream()
                .filter(batch -> batch.service().equals("initiative"))
                .forEach(batch -> reference.addAll(batch.events()));

        // When the cases are posted
        List<String> refusals = new ArrayList<>();
        for (DemoBatch batch : batches) {
            if (batch.service().equals("case")) {
                for (ObjectNode event : batch.events()) {
                    post(event, batch.agency(), refusals);
                }
            }
        }

        // Then none is refused
        assertThat(refusals).isEmpty();
        assertThat(cases).hasSizeBetween(600, 1000);
    }

    private void post(ObjectNode event, String agency, List<String> refusals) throws JsonProcessingException {
        String subject = event.has("externalref")
                ? agency + "~" + event.get("externalref").asText()
                : event.get("subject").asText();
        String reference = subject.contains("~") ? subject : agency + "~" + subject;
        List<JointCaseEvent> before = cases.computeIfAbsent(reference, key -> new ArrayList<>());
        ObjectNode data = ((ObjectNode) event.get("data")).deepCopy();
        Provenance provenance = Json.MAPPER.treeToValue(data.remove("provenance"), Provenance.class);
        assertThat(provenance).isEqualTo(new Provenance(Basis.SYNTHETIC, null, null, List.of()));
        switch (knowing(Given.given(AGGREGATE))
                .on(reference, before.toArray(JointCaseEvent[]::new))
                .at("2020-02-01T00:00:00Z")
                .by(agency, Role.CASE_WORKER, Role.STEWARD)
                .provenance(provenance)
                .when(command(event, data))
                .decision()) {
            case Happened<JointCaseEvent>(var events, var elsewhere) -> before.addAll(events);
            case Refused<JointCaseEvent>(var rejection, var detail, var pointer) ->
                refusals.add(rejection.code() + " " + detail + " " + pointer + " " + event);
        }
    }

    private static JointCaseCommand command(ObjectNode event, ObjectNode data) throws JsonProcessingException {
        Class<?> command = Arrays.stream(JointCaseCommand.class.getPermittedSubclasses())
                .filter(each -> event.get("type")
                        .asText()
                        .equals("nz.flagships.case."
                                + each.getAnnotation(Fact.class).value() + ".v1"))
                .findFirst()
                .orElseThrow();
        return (JointCaseCommand) Json.MAPPER.treeToValue(data, command);
    }

    private <S, C, E> Given<S, C, E> knowing(Given<S, C, E> given) {
        for (ObjectNode event : reference) {
            String code = event.get("subject").asText();
            String type = event.get("type").asText();
            if (type.endsWith(".RegionDefined.v1")) {
                RegionKind kind = RegionKind.valueOf(event.at("/data/kind").asText());
                given.knowing(KnownRegion.class, code, new KnownRegion(code, kind, null, null));
            } else if (type.endsWith(".AgencyRegistered.v1")) {
                given.knowing(KnownAgency.class, code, new KnownAgency(code));
            } else if (type.endsWith(".ThemeDefined.v1")) {
                given.knowing(KnownTheme.class, code, new KnownTheme(code));
            } else if (type.endsWith(".ProgrammeDefined.v1")) {
                given.knowing(KnownProgramme.class, code, new KnownProgramme(code));
            } else if (type.endsWith(".InitiativeProposed.v1")) {
                given.knowing(KnownInitiative.class, code, new KnownInitiative(code));
            }
        }
        return given;
    }
}
