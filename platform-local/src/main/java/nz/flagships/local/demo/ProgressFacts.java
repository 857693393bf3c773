package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.local.demo.DemoRows.Row;

/** What was made up to be in the way of the initiatives, and what they were made up to have put out. */
final class ProgressFacts {
    private static final String BARRIERS = "synthetic-barriers";
    private static final String OUTPUTS = "synthetic-outputs";

    private ProgressFacts() {}

    /** First every barrier, then which of them are the same, since only open ones are linked, then what became of each. */
    static List<ObjectNode> barriers() {
        List<Row> rows = DemoRows.of(BARRIERS);
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : rows) {
            facts.add(barrier("BarrierRaised", row, "raised_on")
                    .with("title", row.text("title"))
                    .with("category", row.text("category"))
                    .with("severity", row.text("severity"))
                    .with("on", row.text("raised_on"))
                    .event());
        }
        for (Row row : rows) {
            String same = row.optional("same_as");
            if (same != null) {
                facts.add(barrier("BarriersLinked", row, "raised_on")
                        .with("with", same.split("/", -1)[0], same.split("/", -1)[1])
                        .event());
            }
        }
        rows.forEach(row -> facts.addAll(course(row)));
        return facts;
    }

    private static List<ObjectNode> course(Row row) {
        List<ObjectNode> facts = new ArrayList<>();
        if (row.optional("escalated_on") != null) {
            facts.add(barrier("BarrierEscalatedToNationalOffice", row, "escalated_on")
                    .with("on", row.text("escalated_on"))
                    .event());
        }
        if (row.optional("advised_on") != null) {
            facts.add(barrier("NationalOfficeAdviceGiven", row, "advised_on")
                    .with("on", row.text("advised_on"))
                    .with("advice", row.text("advice"))
                    .event());
        }
        if (row.optional("resolved_on") != null) {
            facts.add(barrier("BarrierResolved", row, "resolved_on")
                    .with("on", row.text("resolved_on"))
                    .with("resolution", row.text("resolution"))
                    .event());
        }
        if (row.optional("reopened_on") != null) {
            facts.add(barrier("BarrierReopened", row, "reopened_on")
                    .with("on", row.text("reopened_on"))
                    .with("reason", row.text("reopening_reason"))
                    .event());
        }
        return facts;
    }

    static List<ObjectNode> outputs() {
        return DemoRows.of(OUTPUTS).stream()
                .map(row -> DemoFact.initiative(
                                "InitiativeOutputRecorded",
                                OUTPUTS,
                                String.join(
                                        ":",
                                        "INVENTED",
                                        row.text("initiative"),
                                        row.text("output"),
                                        row.text("region"),
                                        row.text("period")),
                                noonOf(row.text("period").substring(0, 4) + "-12-31"))
                        .about(row.text("initiative"))
                        .with("output", row.text("output"))
                        .with("region", row.text("region"))
                        .with("period", row.text("period"))
                        .whole("quantity", row.text("quantity"))
                        .synthetic()
                        .event())
                .toList();
    }

    private static DemoFact barrier(String name, Row row, String dayOf) {
        String initiative = row.text("initiative");
        String barrier = row.text("barrier");
        return DemoFact.initiative(name, BARRIERS, initiative + ":" + barrier, noonOf(row.text(dayOf)))
                .about(initiative)
                .with("barrier", barrier)
                .synthetic();
    }

    /** Noon in New Zealand, or an hour later in summer: the same day there and in UTC. */
    private static Instant noonOf(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
