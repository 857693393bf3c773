package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.local.demo.DemoRows.Row;

/** What was published of effects, of claims, and of what the Budget decided. */
final class EvidenceFacts {
    /** Why these decisions stand here without a bid. */
    private static final String DECIDED_ELSEWHERE =
            "Decided in the Budget, before this record was kept and without an evaluation on it that qualifies";

    private final Citations citations;

    EvidenceFacts(Citations citations) {
        this.citations = citations;
    }

    List<ObjectNode> claims() {
        return DemoRows.of("claims").stream()
                .map(row -> fact(
                                "ClaimPublished",
                                "claims",
                                row.text("measure") + ":" + row.text("region") + ":" + row.text("claimed_by"),
                                row)
                        .about(row.text("measure"))
                        .with("region", row.text("region"))
                        .with("from", row.text("from"))
                        .with("to", row.text("to"))
                        .number("changePercent", row.text("change_percent"))
                        .with("by", row.text("claimed_by"))
                        .with("source", row.text("source"))
                        .provenance("published", row.text("source"), row.optional("note"), List.of())
                        .event())
                .toList();
    }

    /** One evaluation per subject and source, with a result per row. */
    List<ObjectNode> evaluations() {
        Map<String, List<Row>> evaluations = new LinkedHashMap<>();
        for (Row row : DemoRows.of("evaluations")) {
            evaluations
                    .computeIfAbsent(row.text("subject") + ":" + row.text("source"), id -> new ArrayList<>())
                    .add(row);
        }
        List<ObjectNode> facts = new ArrayList<>();
        evaluations.forEach((id, rows) -> {
            Row first = rows.getFirst();
            facts.add(fact("EvaluationPublished", "evaluations", id, first)
                    .about(id)
                    .with("kind", first.text("kind"))
                    .objects("results", rows.stream().map(EvidenceFacts::result).toList())
                    .provenance("published", first.text("source"), null, List.of())
                    .event());
        });
        return facts;
    }

    private static ObjectNode result(Row row) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.putObject("outcome")
                .put("name", row.text("outcome"))
                .put("unit", row.text("unit"))
                .put("direction", row.text("direction"))
                .put("population", row.text("population"));
        number(result, "effect", row, "effect");
        number(result, "intervalLow", row, "ci_low");
        number(result, "intervalHigh", row, "ci_high");
        String treated = row.optional("n_treated");
        if (treated != null) {
            result.put("treated", Long.parseLong(treated));
        }
        String note = row.optional("note");
        if (note != null) {
            result.put("caveats", note);
        }
        return result;
    }

    private static void number(ObjectNode to, String member, Row row, String column) {
        String number = row.optional(column);
        if (number != null) {
            to.put(member, new BigDecimal(number));
        }
    }

    /** Each round is opened by the first of its decisions and closed after the last; the days of that are not published. */
    List<ObjectNode> budget() {
        Map<String, List<Row>> rounds = new LinkedHashMap<>();
        for (Row row : DemoRows.of("budget")) {
            rounds.computeIfAbsent(row.text("budget_round"), title -> new ArrayList<>())
                    .add(row);
        }
        List<ObjectNode> facts = new ArrayList<>();
        rounds.forEach((title, rows) -> {
            String code = title.toUpperCase(Locale.ROOT).replace(' ', '-');
            Row first = rows.getFirst();
            facts.add(fact("BudgetRoundOpened", "budget", code, first)
                    .about(code)
                    .with("title", title)
                    .provenance("published", first.text("source"), null, List.of())
                    .event());
            rows.forEach(row -> facts.add(decision(code, row)));
            facts.add(fact("BudgetRoundClosed", "budget", code, first)
                    .about(code)
                    .provenance("published", first.text("source"), null, List.of())
                    .event());
        });
        return facts;
    }

    private ObjectNode decision(String round, Row row) {
        return fact("BudgetDecisionRecorded", "budget", round + ":" + row.text("initiative"), row)
                .about(round)
                .with("initiative", row.text("initiative"))
                .with("decision", row.text("decision"))
                .whole("amountCents", row.text("amount_nzd") + "00")
                .whole("years", row.text("years"))
                .with("on", row.text("decided_on"))
                .with("reason", DECIDED_ELSEWHERE)
                .provenance("published", row.text("source"), row.optional("note"), List.of())
                .event();
    }

    private DemoFact fact(String name, String file, String key, Row row) {
        return DemoFact.initiative(name, file, key, citations.knownFrom(row.text("source")));
    }
}
