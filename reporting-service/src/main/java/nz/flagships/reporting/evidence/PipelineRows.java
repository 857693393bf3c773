package nz.flagships.reporting.evidence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.reporting.budget.BudgetDecisionRow;
import nz.flagships.reporting.budget.BudgetRows;
import nz.flagships.reporting.evidence.Pipeline.Known;
import nz.flagships.reporting.evidence.Pipeline.Money;
import nz.flagships.reporting.evidence.Pipeline.Step;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** Reads how far each initiative has come. */
final class PipelineRows {
    private static final String INITIATIVES = """
            select code, title, programme, regions, synthetic, started, started_on as on_day, start_synthetic as synthetic_start
            from initiatives order by code
            """;

    private static final String MONEY = """
            select a.initiative, min(e.on_day) filter (where e.movement = 'APPROVED') as since,
                   sum(case e.movement when 'APPROVED' then e.amount_cents when 'CANCELLED' then -e.amount_cents
                       when 'RETURNED' then -e.amount_cents else 0 end) as cents,
                   bool_or('SYNTHETIC' in (e.basis, a.basis)) as synthetic
            from fund_entry e
            join fund_allocation a on a.fund = e.fund and a.allocation = e.allocation
            group by a.initiative
            having min(e.on_day) filter (where e.movement = 'APPROVED') is not null
            """;

    private PipelineRows() {}

    private record Verdict(String initiative, @Nullable PartialDate on, boolean synthetic) {}

    private record Found(String initiative, EvidenceStatus status, String evaluation, boolean synthetic) {}

    static List<PipelineRow> read(Connection connection, LocalDate today) throws SQLException {
        Map<String, Verdict> verdicts = new HashMap<>();
        Map<String, List<Step>> steps = new HashMap<>();
        Row.list(
                        connection,
                        "select evaluation, subject, concluded_on, basis from evaluation_conclusion where kind = 'INITIATIVE'",
                        row -> Map.entry(
                                row.text("evaluation"),
                                new Verdict(
                                        row.text("subject"),
                                        date(row.textOrNull("concluded_on")),
                                        row.one(Basis.class, "basis") == Basis.SYNTHETIC)))
                .forEach(entry -> {
                    Verdict verdict = entry.getValue();
                    verdicts.put(entry.getKey(), verdict);
                    add(
                            steps,
                            verdict.initiative(),
                            new Step(Stage.EVALUATED, verdict.on(), null, verdict.synthetic()));
                });
        Map<String, EvidenceStatus> evidence = evidence(connection, verdicts, steps);
        Map<String, Boolean> withoutEvidence = new HashMap<>();
        for (BudgetDecisionRow row : BudgetRows.decisions(connection)) {
            String bidOn = row.bidOn();
            if (bidOn != null) {
                add(
                        steps,
                        row.initiative(),
                        new Step(Stage.SOUGHT, new PartialDate(bidOn), row.soughtCents(), row.synthetic()));
            }
            if (row.decision() == BudgetOutcome.GRANTED) {
                add(
                        steps,
                        row.initiative(),
                        new Step(Stage.GRANTED, date(row.decidedOn()), row.cents(), row.synthetic()));
                withoutEvidence.merge(row.initiative(), row.withoutQualifyingEvidence(), Boolean::logicalOr);
            }
        }
        Map<String, Money> money = new HashMap<>();
        Row.list(
                        connection,
                        MONEY,
                        row -> Map.entry(
                                row.text("initiative"),
                                new Money(row.number("cents"), row.day("since"), row.flag("synthetic"))))
                .forEach(entry -> money.put(entry.getKey(), entry.getValue()));
        Map<String, Known> known = new LinkedHashMap<>();
        Row.list(connection, INITIATIVES, row -> {
                    String code = row.text("code");
                    if (row.flag("started")) {
                        add(
                                steps,
                                code,
                                new Step(
                                        Stage.TRIAL,
                                        date(row.textOrNull("on_day")),
                                        null,
                                        row.flag("synthetic_start")));
                    }
                    return new Known(
                            code,
                            row.text("title"),
                            row.text("programme"),
                            row.texts("regions"),
                            evidence.getOrDefault(code, EvidenceStatus.NONE),
                            withoutEvidence.getOrDefault(code, false),
                            row.flag("synthetic"),
                            null,
                            List.of());
                })
                .forEach(each -> known.put(each.initiative(), each));
        List<PipelineRow> rows = new ArrayList<>();
        Set<String> onTheWay = new TreeSet<>(steps.keySet());
        onTheWay.addAll(money.keySet());
        for (String code : onTheWay) {
            Known of = known.get(code);
            rows.addAll(Pipeline.rows(
                    new Known(
                            code,
                            of == null ? null : of.title(),
                            of == null ? null : of.programme(),
                            of == null ? List.of() : of.regions(),
                            evidence.getOrDefault(code, EvidenceStatus.NONE),
                            withoutEvidence.getOrDefault(code, false),
                            of != null && of.synthetic(),
                            money.get(code),
                            steps.getOrDefault(code, List.of())),
                    today));
        }
        return rows;
    }

    /** The status that holds; an initiative is effective since the first evaluation after which it stayed so. */
    private static Map<String, EvidenceStatus> evidence(
            Connection connection, Map<String, Verdict> verdicts, Map<String, List<Step>> steps) throws SQLException {
        Map<String, EvidenceStatus> last = new HashMap<>();
        Map<String, Found> since = new HashMap<>();
        for (Found found : Row.list(
                connection,
                "select * from initiative_evidence order by initiative, version",
                row -> new Found(
                        row.text("initiative"),
                        row.one(EvidenceStatus.class, "status"),
                        row.text("evaluation"),
                        row.provenance().basis() == Basis.SYNTHETIC))) {
            if (found.status() != last.put(found.initiative(), found.status())) {
                since.put(found.initiative(), found);
            }
        }
        since.values().stream()
                .sorted(Comparator.comparing(Found::initiative))
                .filter(found -> found.status() == EvidenceStatus.EFFECTIVE)
                .forEach(found -> {
                    Verdict verdict = verdicts.get(found.evaluation());
                    add(
                            steps,
                            found.initiative(),
                            new Step(Stage.EFFECTIVE, verdict == null ? null : verdict.on(), null, found.synthetic()));
                });
        return last;
    }

    private static void add(Map<String, List<Step>> steps, String initiative, Step step) {
        steps.computeIfAbsent(initiative, code -> new ArrayList<>()).add(step);
    }

    private static @Nullable PartialDate date(@Nullable String text) {
        return text == null ? null : new PartialDate(text);
    }
}
