package nz.flagships.reporting.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.events.initiative.BudgetOutcome;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.readmodel.Row;
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
            """;

    private static final String DECISIONS = """
            select coalesce(d.round, b.round) as round, coalesce(d.initiative, b.initiative) as initiative, i.title, d.decision,
                   d.decided_on, d.amount_cents, d.years, d.reason,
                   d.decision = 'GRANTED' and not d.qualifying_evidence as without_evidence,
                   coalesce(b.overridden, false) as overridden, b.agency, b.lodged_on, b.amount_cents as sought_cents,
                   b.years as sought_years, coalesce(d.basis, b.basis) as basis,
                   case when d.round is null then b.source else d.source end as source,
                   case when d.round is null then b.note else d.note end as note,
                   coalesce(d.inferred, b.inferred) as inferred, 'SYNTHETIC' in (d.basis, b.basis, case when i.synthetic then 'SYNTHETIC' end) as synthetic
            from budget_decision d
            full join budget_bid b on b.round = d.round and b.initiative = d.initiative
            left join initiatives i on i.code = coalesce(d.initiative, b.initiative)
            """;

    /** Rounds, to be asked for. */
    static final Relation<BudgetRoundRow> ROUND_RELATION = Relation.of(
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
                            whole(row.decimal("sought_cents")),
                            whole(row.decimal("granted_cents")),
                            row.flag("synthetic"),
                            row.provenance()))
            .columns(
                    "round",
                    "title",
                    "openedOn",
                    "closed",
                    "closedOn",
                    "bids",
                    "granted",
                    "declined",
                    "undecided",
                    "soughtCents",
                    "grantedCents")
            .column("synthetic", "coalesce(synthetic, false)")
            .provenance();

    /** Decisions, to be asked for. */
    static final Relation<BudgetDecisionRow> DECISION_RELATION = Relation.of(DECISIONS, BudgetRows::decision)
            .columns("round", "initiative", "title", "decision", "decidedOn", "years", "overridden", "soughtCents")
            .columns("soughtYears", "reason", "source")
            .column("synthetic", "coalesce(synthetic, false)")
            .column("cents", "amount_cents")
            .column("withoutQualifyingEvidence", "coalesce(without_evidence, false)")
            .column("bidder", "agency")
            .column("bidOn", "lodged_on::text")
            .provenance();

    private BudgetRows() {}

    /** Decisions, and bids that wait for one. */
    public static List<BudgetDecisionRow> decisions(Connection connection) throws SQLException {
        return Row.list(connection, DECISIONS + " order by 1, 2", BudgetRows::decision);
    }

    private static BudgetDecisionRow decision(Row row) throws SQLException {
        var provenance = row.provenance();
        return new BudgetDecisionRow(
                row.text("round"),
                row.text("initiative"),
                row.textOrNull("title"),
                row.oneOrNull(BudgetOutcome.class, "decision"),
                row.textOrNull("decided_on"),
                wholeOrNull(row.decimal("amount_cents")),
                row.integerOrNull("years"),
                row.flag("without_evidence"),
                row.flag("overridden"),
                row.textOrNull("agency"),
                row.textOrNull("lodged_on"),
                wholeOrNull(row.decimal("sought_cents")),
                row.integerOrNull("sought_years"),
                row.textOrNull("reason"),
                provenance.source(),
                row.flag("synthetic"),
                provenance);
    }

    private static @Nullable Long wholeOrNull(@Nullable BigDecimal cents) {
        return cents == null ? null : cents.longValueExact();
    }

    private static BigInteger whole(@Nullable BigDecimal cents) {
        return cents == null ? BigInteger.ZERO : cents.toBigInteger();
    }
}
