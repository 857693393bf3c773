package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.local.demo.DemoRows.Row;

/** What was made up, in files of its own ({@link SyntheticGenerator} wrote them), and marked so in every fact. */
final class SyntheticFacts {
    private static final String MILESTONES = "synthetic-milestones";
    private static final String CASES = "synthetic-cases";
    /** Whoever may say that a fact is synthetic; the second lets an agency work on its cases. */
    private static final List<String> CASE_ROLES = List.of("case-worker", "steward");

    private SyntheticFacts() {}

    static List<ObjectNode> milestones() {
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : DemoRows.of(MILESTONES)) {
            facts.add(milestone("MilestonePlanned", row, "planned_on")
                    .with("title", row.text("title"))
                    .with("dueOn", row.text("due_on"))
                    .event());
            if (row.optional("rescheduled_to") != null) {
                facts.add(milestone("MilestoneRescheduled", row, "rescheduled_on")
                        .with("dueOn", row.text("rescheduled_to"))
                        .with("reason", row.text("reason"))
                        .event());
            }
            if (row.optional("reached_on") != null) {
                facts.add(milestone("InitiativeMilestoneReached", row, "reached_on")
                        .with("on", row.text("reached_on"))
                        .event());
            }
        }
        return facts;
    }

    private static DemoFact milestone(String name, Row row, String dayOf) {
        String initiative = row.text("initiative");
        String milestone = row.text("milestone");
        return DemoFact.initiative(name, MILESTONES, initiative + ":" + milestone, noonOf(row.text(dayOf)))
                .about(initiative)
                .with("milestone", milestone)
                .synthetic();
    }

    /**
     * The life of each case is told by several agencies, so it goes in three rounds: all are opened by the agencies that
     * lead them, then joined by those that were invited, then closed.
     */
    static List<DemoBatch> cases() {
        Map<String, List<ObjectNode>> opened = new LinkedHashMap<>();
        Map<String, List<ObjectNode>> joined = new LinkedHashMap<>();
        Map<String, List<ObjectNode>> closed = new LinkedHashMap<>();
        for (Row row : DemoRows.of(CASES)) {
            String lead = row.text("agency");
            of(opened, lead).add(open(row));
            for (String partner : row.list("partners")) {
                String[] part = partner.split("/", -1);
                of(opened, lead)
                        .add(fact("AgencyInvited", row, part[0], "opened_on", row.text("ref"))
                                .with("agency", part[0])
                                .event());
                if (!part[1].isEmpty()) {
                    of(joined, part[0])
                            .add(fact("AgencyJoinedCase", row, part[0], "opened_on", byPartner(row))
                                    .with("legalBasis", row.text("legal_basis"))
                                    .with("purpose", part[1])
                                    .event());
                }
                if (!part[2].isEmpty()) {
                    of(joined, part[0])
                            .add(fact("AgencyLeftCase", row, part[0], "opened_on", byPartner(row))
                                    .with("reason", part[2])
                                    .event());
                }
            }
            of(closed, lead).addAll(close(row));
        }
        List<DemoBatch> batches = new ArrayList<>();
        add(batches, "Invented cases opened", opened);
        add(batches, "Invented cases joined", joined);
        add(batches, "Invented cases closed", closed);
        return batches;
    }

    private static ObjectNode open(Row row) {
        return DemoFact.cases("CaseOpened", CASES, row.text("ref") + "/CaseOpened", noonOf(row.text("opened_on")))
                .externalRef(row.text("ref"))
                .with("openedOn", row.text("opened_on"))
                .with("region", row.text("region"))
                .with("themes", row.list("themes"))
                .with("legalBasis", row.text("legal_basis"))
                .with("programme", row.text("programme"))
                .with("initiative", row.optional("initiative"))
                .synthetic()
                .event();
    }

    private static List<ObjectNode> close(Row row) {
        List<ObjectNode> facts = new ArrayList<>();
        if (row.optional("closed_on") != null) {
            facts.add(closing(row, "1", "closed_on"));
        }
        if (row.optional("reopened_on") != null) {
            facts.add(fact("CaseReopened", row, "1", "reopened_on", row.text("ref"))
                    .with("reopenedOn", row.text("reopened_on"))
                    .with("reason", row.text("reopening_reason"))
                    .event());
        }
        if (row.optional("closed_again_on") != null) {
            facts.add(closing(row, "2", "closed_again_on"));
        }
        return facts;
    }

    private static ObjectNode closing(Row row, String time, String dayOf) {
        return fact("CaseClosed", row, time, dayOf, row.text("ref"))
                .with("closedOn", row.text(dayOf))
                .with("reason", row.text("reason"))
                .with("outcome", row.text("outcome"))
                .event();
    }

    private static DemoFact fact(String name, Row row, String which, String dayOf, String subject) {
        String id = row.text("ref") + "/" + name + "/" + which;
        return DemoFact.cases(name, CASES, id, noonOf(row.text(dayOf)))
                .about(subject)
                .synthetic();
    }

    /** An agency that does not lead the case names the one that does. */
    private static String byPartner(Row row) {
        return row.text("agency") + "~" + row.text("ref");
    }

    private static List<ObjectNode> of(Map<String, List<ObjectNode>> byAgency, String agency) {
        return byAgency.computeIfAbsent(agency, key -> new ArrayList<>());
    }

    private static void add(List<DemoBatch> batches, String title, Map<String, List<ObjectNode>> byAgency) {
        byAgency.forEach((agency, facts) -> batches.add(new DemoBatch(title, "case", agency, CASE_ROLES, facts)));
    }

    /** Noon in New Zealand, or an hour later in summer: the same day there and in UTC. */
    private static Instant noonOf(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
