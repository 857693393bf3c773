package nz.flagships.reporting.fund;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.CodeList;
import nz.flagships.reporting.query.Parameter;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.QueryRule;
import nz.flagships.reporting.query.Values;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** Reads the ledger of a fund. */
final class FundRows {
    /** The fund that is meant where none is named. */
    static final String JUSTICE_SECTOR_FUND = "JUSTICE-SECTOR-FUND";

    /** The parameter {@code fund}. */
    static final Parameter FUND = Parameter.one(
            "fund", "The code of the fund; by default " + JUSTICE_SECTOR_FUND, new Values.Codes(CodeList.FUND));

    /** The parameter {@code on}. */
    static final Parameter ON = Parameter.one(
            "on", "As at the end of this day, as 2017-03-08; left out: everything", Values.DAY_THAT_HAS_BEGUN);

    /** The facts that move money. */
    static final Values EVENTS = new Values.OneOf(List.of(
            "SavingBanked",
            "SavingReversed",
            "AllocationApproved",
            "FundsTransferred",
            "FundsDrawnDown",
            "UnspentFundsReturned",
            "AllocationCancelled"));

    /** Entries added up: of one lot, allocation and movement there is one per financial year, or per day. */
    private static final String ENTRIES = """
            select e.movement, e.lot, e.allocation, min(e.on_day) as on_day, sum(e.amount_cents) as amount_cents,
                   coalesce(bool_or('SYNTHETIC' in (e.basis, l.basis, a.basis)), false) as made_up
            from fund_entry e
            left join fund_lot l on l.fund = e.fund and l.lot = e.lot
            left join fund_allocation a on a.fund = e.fund and a.allocation = e.allocation
            where e.fund = ? and (?::date is null or e.on_day <= ?::date)
            group by e.movement, e.lot, e.allocation, %s
            order by min(e.version), min(e.line)
            """;

    private static final String BY_YEAR = ENTRIES.formatted("date_trunc('year', e.on_day + interval '6 months')");
    private static final String BY_DAY = ENTRIES.formatted("e.on_day");

    private FundRows() {}

    /** The fund that a query asks about. */
    static String fund(Query query) {
        return query.own("fund").isEmpty()
                ? JUSTICE_SECTOR_FUND
                : query.own("fund").getFirst();
    }

    /** The day a query asks about, or null. */
    static @Nullable LocalDate on(Query query) {
        return query.own("on").isEmpty() ? null : day(query.own("on").getFirst());
    }

    /** A day as it is written. */
    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw QueryRule.BAD_DAY.exception();
        }
    }

    /** The ledger that a query asks about. */
    static Ledger ledger(Connection connection, Query query) throws SQLException {
        return ledger(connection, fund(query), on(query));
    }

    /** A fund by the end of a day, or all of it; its entries added up by financial year. */
    static Ledger ledger(Connection connection, String fund, @Nullable LocalDate on) throws SQLException {
        return ledger(connection, fund, on, BY_YEAR).asAt(on);
    }

    /** All of a fund, its entries added up by day. */
    static Ledger byDay(Connection connection, String fund) throws SQLException {
        return ledger(connection, fund, null, BY_DAY);
    }

    private static Ledger ledger(Connection connection, String fund, @Nullable LocalDate on, String sums)
            throws SQLException {
        List<Ledger.Entry> entries = Row.list(
                connection,
                sums,
                row -> new Ledger.Entry(
                        row.one(FundMovement.class, "movement"),
                        row.day("on_day"),
                        row.text("lot"),
                        row.textOrNull("allocation"),
                        row.number("amount_cents"),
                        row.flag("made_up")),
                fund,
                on,
                on);
        List<Ledger.Lot> lots = Row.list(
                connection,
                "select * from fund_lot where fund = ?",
                row -> new Ledger.Lot(
                        row.text("lot"),
                        row.text("agency"),
                        new FinancialYear(row.text("year")),
                        row.day("banked_on"),
                        row.textOrNull("agreement"),
                        row.provenance()),
                fund);
        return new Ledger(
                fund,
                lots,
                allocations(connection, fund),
                entries,
                initiatives(connection),
                names(connection, "agency"),
                names(connection, "region"));
    }

    private record Planned(String allocation, FinancialYear year, long cents) {}

    private record Endorsed(String allocation, String by) {}

    private record Stepped(String allocation, FundProjection.Step step, LocalDate on) {}

    private static List<Ledger.Allocation> allocations(Connection connection, String fund) throws SQLException {
        Map<String, SortedMap<FinancialYear, Long>> plans = new HashMap<>();
        for (Planned planned : Row.list(
                connection,
                "select allocation, year, sum(cents)::bigint as cents from fund_plan where fund = ? group by allocation, year",
                row -> new Planned(row.text("allocation"), new FinancialYear(row.text("year")), row.number("cents")),
                fund)) {
            plans.computeIfAbsent(planned.allocation(), a -> new TreeMap<>()).put(planned.year(), planned.cents());
        }
        Map<String, List<String>> endorsed = new HashMap<>();
        for (Endorsed each : Row.list(
                connection,
                "select allocation, by_agency from fund_endorsement where fund = ? order by version",
                row -> new Endorsed(row.text("allocation"), row.text("by_agency")),
                fund)) {
            endorsed.computeIfAbsent(each.allocation(), a -> new ArrayList<>()).add(each.by());
        }
        Map<String, Stepped> steps = Row.list(
                        connection,
                        "select allocation, step, on_day from fund_allocation_step where fund = ?",
                        row -> new Stepped(
                                row.text("allocation"), row.one(FundProjection.Step.class, "step"), row.day("on_day")),
                        fund)
                .stream()
                .collect(Collectors.toMap(Stepped::allocation, each -> each));
        return Row.list(
                connection,
                "select * from fund_allocation where fund = ?",
                row -> {
                    String code = row.text("allocation");
                    Stepped step = steps.get(code);
                    return new Ledger.Allocation(
                            code,
                            row.textOrNull("bid"),
                            row.text("initiative"),
                            row.text("receiving_agency"),
                            row.number("amount_cents"),
                            row.day("proposed_on"),
                            step != null && step.step() == FundProjection.Step.APPROVED ? step.on() : null,
                            step != null && step.step() == FundProjection.Step.CANCELLED,
                            endorsed.getOrDefault(code, List.of()),
                            plans.getOrDefault(code, new TreeMap<>()),
                            row.provenance());
                },
                fund);
    }

    private record Titled(String code, Ledger.Initiative initiative) {}

    private static Map<String, Ledger.Initiative> initiatives(Connection connection) throws SQLException {
        return Row.list(
                        connection,
                        "select code, title, regions, synthetic from initiatives",
                        row -> new Titled(
                                row.text("code"),
                                new Ledger.Initiative(row.text("title"), row.texts("regions"), row.flag("synthetic"))))
                .stream()
                .collect(Collectors.toMap(Titled::code, Titled::initiative));
    }

    private record Named(String code, String name) {}

    private static Map<String, String> names(Connection connection, String table) throws SQLException {
        return Row.list(
                        connection,
                        "select code, name from " + table,
                        row -> new Named(row.text("code"), row.text("name")))
                .stream()
                .collect(Collectors.toMap(Named::code, Named::name));
    }
}
