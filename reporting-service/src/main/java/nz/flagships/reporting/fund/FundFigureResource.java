package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.LedgerFigure;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/figures}: what was published of the Fund, beside what its ledger comes to. */
@Path("/v1/fund/figures")
public class FundFigureResource extends ListResource<FundFigureResource.Line> {
    private static final String DOLLARS = "NZD";

    /**
     * A published figure.
     *
     * @param fund the code of the fund
     * @param what it is a figure of
     * @param asAt the day, as far as known
     * @param published what the source says; null where only the fact is known
     * @param ledger what the ledger comes to, in the same unit; null where it is not compared
     * @param unit of both; NZD are dollars
     * @param agrees whether both are the same; null where they are not compared
     * @param source the code of the source
     * @param synthetic whether the ledger's side rests on what was made up
     * @param provenance of the published figure
     */
    public record Line(
            String fund,
            String what,
            PartialDate asAt,
            @Nullable BigDecimal published,
            @Nullable BigDecimal ledger,
            @Nullable String unit,
            @Nullable Boolean agrees,
            String source,
            boolean synthetic,
            Provenance provenance) {}

    private record Figure(
            String what,
            PartialDate asAt,
            @Nullable BigDecimal value,
            @Nullable String unit,
            String source,
            @Nullable String comparesWith,
            @Nullable String receiver,
            @Nullable String initiative,
            Provenance provenance) {}

    FundFigureResource() {
        super(Listing.of(
                        "Published figures of the Fund beside its ledger's own",
                        Line.class,
                        "fund",
                        "asAt",
                        "what",
                        "source")
                .with(FundRows.FUND)
                .example("""
                        {"fund":"JUSTICE-SECTOR-FUND","what":"savings distributed","asAt":"2017-03-08","published":257000000,
                         "ledger":257000000,"unit":"NZD","agrees":true,"source":"seed-fund","synthetic":true,
                         "provenance":{"basis":"published","source":"seed-fund","note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        String fund = FundRows.fund(query);
        Ledger ledger = FundRows.byDay(connection, fund);
        List<Line> lines = new ArrayList<>();
        for (Figure figure : Row.list(
                connection,
                "select * from fund_figure where fund = ? order by version",
                row -> new Figure(
                        row.text("what"),
                        new PartialDate(row.text("as_at")),
                        row.decimal("value"),
                        row.textOrNull("unit"),
                        row.text("cited"),
                        row.textOrNull("compares_with"),
                        row.textOrNull("receiving_agency"),
                        row.textOrNull("initiative"),
                        row.provenance()),
                fund)) {
            lines.add(line(ledger, figure));
        }
        return Found.of(lines)
                .defining(Map.of(
                        "ledger",
                        "What the ledger's entries come to by the end of that day",
                        "synthetic",
                        "The ledger's entries behind the figure were made up to meet published totals"));
    }

    private static Line line(Ledger all, Figure figure) {
        Ledger ledger = all.asAt(figure.asAt().latest());
        List<Ledger.Entry> meant = figure.comparesWith() == null
                ? List.of()
                : ledger.entries().stream()
                        .filter(entry ->
                                figure.receiver() == null || figure.receiver().equals(ledger.receiverOf(entry)))
                        .filter(entry -> figure.initiative() == null
                                || figure.initiative().equals(ledger.initiativeOf(entry)))
                        .toList();
        BigDecimal ours = figure.comparesWith() == null
                ? null
                : ours(ledger, LedgerFigure.valueOf(figure.comparesWith()), meant, figure);
        return new Line(
                ledger.fund(),
                figure.what(),
                figure.asAt(),
                figure.value(),
                ours,
                figure.unit(),
                ours == null || figure.value() == null ? null : ours.compareTo(figure.value()) == 0,
                figure.source(),
                Ledger.anySynthetic(meant),
                figure.provenance());
    }

    private static BigDecimal ours(Ledger ledger, LedgerFigure wanted, List<Ledger.Entry> meant, Figure figure) {
        return switch (wanted) {
            case NET_APPROVED -> money(Sums.of(meant).netApproved(), figure);
            case AVAILABLE -> money(Sums.of(meant).available(), figure);
            case APPROVED_THEN ->
                money(
                        Sums.of(meant.stream()
                                        .filter(entry -> !entry.on()
                                                .isBefore(figure.asAt().earliest()))
                                        .toList())
                                .of(FundMovement.APPROVED),
                        figure);
            case INITIATIVES_FUNDED -> BigDecimal.valueOf(ledger.initiativesFunded());
            case AGENCIES_THAT_SAVED -> BigDecimal.valueOf(ledger.agenciesThatSaved());
        };
    }

    private static BigDecimal money(long cents, Figure figure) {
        if (!DOLLARS.equals(figure.unit())) {
            return BigDecimal.valueOf(cents);
        }
        return cents % 100 == 0 ? BigDecimal.valueOf(cents / 100) : BigDecimal.valueOf(cents, 2);
    }
}
