package nz.flagships.reporting.budget;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.reporting.readmodel.Row;
import nz.flagships.reporting.readmodel.Words;
import org.jspecify.annotations.Nullable;

/** Reads Budget rounds, bids and decisions. */
public final class BudgetRows {
    private static final String ROUNDS = """
            select r.*, e.closed_on, e.round is not null as closed,
                   (select count(*) from budget_bid b where b.round = r.round) as bids,
                   (select count(*) from budget_decision d where d.round = r.round and d.decision = 'GRANTED') as granted,
                   (select count(*) from budget_decision d where d.round = r.round and d.decision = 'DECLINED') as declined,
                   (select count(*) from budget_bid b where b.round = r.round and not exists
                       (select 1 from budget_decision d where d.round = b.round and d.initiative = b.initiative)) as undecided,
                   (select coalesce(sum(b.amount_cents), 0) from budget_bid b where b.round = r.round) as sought_cents,
                   (select coalesce(sum(d.amount_cents), 0) from budget_decision d where d.round = r.round) as granted_cents,
                   'SYNTHETIC' in (r.basis, e.basis)
                       or exists (select 1 from budget_bid b where b.round = r.round and b.basis = 'SYNTHETIC')
                       or exists (select 1 from budget_decision d where d.round = r.round and d.basis = 'SYNTHETIC') as synthetic
            from budget_round r
            left join budget_round_end e on e.round = r.round
            order by r.round
            """;

    private static final String DECISIONS = """
            select coalesce(d.round, b.round) as round, coalesce(d.initiative, b.initiative) as initiative, i.title, d.decision,
                   d.decided_on, d.amount_cents, d.years, d.reason,
                   d.decision = 'GRANTED' and not d.qualifying_evidence as without_evidence,
                   coalesce(b.overridden, false) as overridden, b.agency, b.lodged_on, b.amount_cents as sought_cents,
                   b.years as sought_years, coalesce(d.basis, b.basis) as basis,
                   case when d.round is null then b.source else d.source end as source,
                   case when d.round is null then b.note else d.note end as note,
                   coalesce(d.inferred, b.inferred) as inferred, 'SYNTHETIC' in (d.basis, b.basis, i.basis) as synthetic
            from budget_decision d
            full join budget_bid b on b.round = d.round and b.initiative = d.initiative
            left join initiative i on i.code = coalesce(d.initiative, b.initiative)
            order by 1, 2
            """;

    private BudgetRows() {}

    static List<BudgetRoundRow> rounds(Connection connection) throws SQLException {
        return Row.list(
                connection,
                ROUNDS,
                row -> new BudgetRoundRow(
                        row.text("round"),
                        row.text("title"),
                        row.textOrNull("opened_on"),
                        row.flag("closed"),
                        row.textOrNull("closed_on"),
                        row.integer("bids"),
                        row.integer("granted"),
                        row.integer("declined"),
                        row.integer("undecided"),
                        row.number("sought_cents"),
                        row.number("granted_cents"),
                        row.flag("synthetic"),
                        row.provenance()));
    }

    /** Decisions, and bids that wait for one. */
    public static List<BudgetDecisionRow> decisions(Connection connection) throws SQLException {
        return Row.list(connection, DECISIONS, row -> {
            var provenance = row.provenance();
            return new BudgetDecisionRow(
                    row.text("round"),
                    row.text("initiative"),
                    row.textOrNull("title"),
                    Words.ofNullable(row.textOrNull("decision")),
                    row.textOrNull("decided_on"),
                    whole(row.decimal("amount_cents")),
                    row.integerOrNull("years"),
                    row.flag("without_evidence"),
                    row.flag("overridden"),
                    row.textOrNull("agency"),
                    row.textOrNull("lodged_on"),
                    whole(row.decimal("sought_cents")),
                    row.integerOrNull("sought_years"),
                    row.textOrNull("reason"),
                    provenance.source(),
                    row.flag("synthetic"),
                    provenance);
        });
    }

    private static @Nullable Long whole(@Nullable BigDecimal cents) {
        return cents == null ? null : cents.longValueExact();
    }
}
