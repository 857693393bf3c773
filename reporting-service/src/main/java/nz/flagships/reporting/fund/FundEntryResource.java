package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/fund/entries}: the journal, double entry. Filtered by agency, lot, allocation, initiative or year it is the
 * statement of that.
 */
@Path("/v1/fund/entries")
public class FundEntryResource extends ListResource<FundEntryResource.Line> {
    /**
     * A line of the journal: cents leave the credited account and arrive at the debited one.
     *
     * @param fund the code of the fund
     * @param fact which fact of the fund, counted from 1
     * @param line which line of it
     * @param event the fact's name
     * @param movement what the money did
     * @param on the day
     * @param year the financial year of the day
     * @param debit the account it arrives at
     * @param credit the account it leaves
     * @param amountCents cents
     * @param lot whose money it is
     * @param agency that saved it
     * @param allocation if it belongs to one
     * @param initiative of the allocation
     * @param receivingAgency of the allocation
     * @param synthetic whether it was made up, or its lot or allocation was
     * @param provenance of the fact
     */
    public record Line(
            String fund,
            long fact,
            int line,
            String event,
            FundMovement movement,
            LocalDate on,
            FinancialYear year,
            String debit,
            String credit,
            long amountCents,
            String lot,
            String agency,
            @Nullable String allocation,
            @Nullable String initiative,
            @Nullable String receivingAgency,
            boolean synthetic,
            Provenance provenance) {}

    private static final String ENTRIES = """
            select e.fund, e.version as fact, e.line, e.event, e.movement, e.on_day,
                   'FY' || lpad((extract(year from e.on_day) + (extract(month from e.on_day) >= 7)::int)::text, 4, '0') as year,
                   %s as debit, %s as credit, e.amount_cents, e.lot, l.agency, e.allocation, a.initiative, a.receiving_agency,
                   coalesce('SYNTHETIC' in (e.basis, l.basis, a.basis), false) as made_up,
                   e.basis, e.source, e.note, e.inferred
            from fund_entry e
            left join fund_lot l on l.fund = e.fund and l.lot = e.lot
            left join fund_allocation a on a.fund = e.fund and a.allocation = e.allocation
            where e.fund = ?
            """.formatted(accounts(FundMovement::to), accounts(FundMovement::from));

    private static final Relation<Line> RELATION = Relation.of(
                    ENTRIES,
                    row -> new Line(
                            row.text("fund"),
                            row.number("fact"),
                            row.integer("line"),
                            row.text("event"),
                            row.one(FundMovement.class, "movement"),
                            row.day("on_day"),
                            FinancialYear.of(row.day("on_day")),
                            row.text("debit"),
                            row.text("credit"),
                            row.number("amount_cents"),
                            row.text("lot"),
                            row.text("agency"),
                            row.textOrNull("allocation"),
                            row.textOrNull("initiative"),
                            row.textOrNull("receiving_agency"),
                            row.flag("made_up"),
                            row.provenance()))
            .columns("fund", "fact", "line", "event", "movement", "debit", "credit", "amountCents", "lot", "agency")
            .columns("allocation", "initiative", "receivingAgency")
            .column("on", "on_day")
            .period(
                    "year",
                    "year",
                    "make_date((extract(year from on_day + interval '6 months'))::int - 1, 7, 1)",
                    "make_date((extract(year from on_day + interval '6 months'))::int, 6, 30)")
            .column("synthetic", "made_up")
            .provenance();

    /** The account at one end of an entry, by what the money did. */
    private static String accounts(Function<FundMovement, FundMovement.Account> end) {
        return Arrays.stream(FundMovement.values())
                .map(movement -> "when '%s' then %s".formatted(movement.name(), account(end.apply(movement))))
                .collect(Collectors.joining(" ", "case e.movement ", " end"));
    }

    private static String account(FundMovement.Account account) {
        String kind = account.name().toLowerCase(Locale.ROOT);
        return switch (account) {
            case SAVINGS -> "'%s/' || l.agency".formatted(kind);
            case AVAILABLE -> "'%s/' || e.lot".formatted(kind);
            case APPROVED, TRANSFERRED, DRAWN -> "'%s/' || e.allocation || '/' || e.lot".formatted(kind);
        };
    }

    FundEntryResource() {
        super(Listing.of("The journal of the Fund, double entry", Line.class, "fund", "fact", "line")
                .with(FundRows.FUND)
                .holding("event", FundRows.EVENTS)
                .example("""
                        {"fund":"EXAMPLE-FUND","fact":1,"line":1,"event":"SavingBanked","movement":"BANKED","on":"2016-07-29","year":"FY2017",
                         "debit":"available/EXAMPLE-LOT","credit":"savings/EXAMPLE-AGENCY","amountCents":100000000,"lot":"EXAMPLE-LOT",
                         "agency":"EXAMPLE-AGENCY","allocation":null,"initiative":null,"receivingAgency":null,"synthetic":false,
                         "provenance":{"basis":"operational","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) {
        return Found.of(RELATION.rows(connection, FundRows.fund(query)));
    }
}
