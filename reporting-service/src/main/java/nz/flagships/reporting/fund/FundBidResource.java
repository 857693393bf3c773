package nz.flagships.reporting.fund;

import jakarta.ws.rs.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundingCriterion;
import nz.flagships.reporting.query.Found;
import nz.flagships.reporting.query.ListResource;
import nz.flagships.reporting.query.Listing;
import nz.flagships.reporting.query.Query;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Values;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/fund/bids}: who wanted money for what, and what became of it. */
@Path("/v1/fund/bids")
public class FundBidResource extends ListResource<FundBidResource.Line> {
    private static final String BIDS = """
            select b.*, s.by_agency as assessed_by, s.on_day as assessed_on, s.meets,
                   d.by_agency as declined_by, d.on_day as declined_on, d.reason,
                   f.allocation, 'SYNTHETIC' in (b.basis, s.basis, d.basis, f.basis) as made_up
            from fund_bid b
            left join fund_bid_ruling s on s.fund = b.fund and s.bid = b.bid and s.ruling = 'ASSESSED'
            left join fund_bid_ruling d on d.fund = b.fund and d.bid = b.bid and d.ruling = 'DECLINED'
            left join lateral (
                select a.allocation, a.basis
                from fund_allocation a
                join fund_allocation_step t on t.fund = a.fund and t.allocation = a.allocation and t.step = 'APPROVED'
                where a.fund = b.fund and a.bid = b.bid
                order by a.allocation
                limit 1) f on true
            where b.fund = ?
            """;

    private static final Relation<Line> RELATION = Relation.of(BIDS, FundBidResource::line)
            .columns("fund", "bid", "agency", "initiative", "amountCents", "purpose", "submittedOn", "assessedBy")
            .columns("assessedOn", "meets", "declinedBy", "declinedOn", "reason", "allocation")
            .column("standing", """
                    case when allocation is not null then 'FUNDED' when declined_by is not null then 'DECLINED'
                         when assessed_by is not null then 'ASSESSED' else 'SUBMITTED' end""")
            .column("synthetic", "coalesce(made_up, false)")
            .provenance();

    /** What became of a bid. */
    public enum Standing {
        SUBMITTED,
        ASSESSED,
        DECLINED,
        FUNDED
    }

    /**
     * A bid.
     *
     * @param fund the code of the fund
     * @param bid its code
     * @param agency that bids
     * @param initiative it is for
     * @param amountCents cents
     * @param purpose what for
     * @param submittedOn the day
     * @param standing what became of it
     * @param assessedBy the agency that assessed it, another one
     * @param assessedOn the day
     * @param meets which criteria it meets
     * @param declinedBy the agency that declined it
     * @param declinedOn the day
     * @param reason why it was declined
     * @param allocation that answers it, once approved
     * @param synthetic whether any of it was made up
     * @param provenance of the bid
     */
    public record Line(
            String fund,
            String bid,
            String agency,
            String initiative,
            long amountCents,
            String purpose,
            LocalDate submittedOn,
            Standing standing,
            @Nullable String assessedBy,
            @Nullable LocalDate assessedOn,
            List<String> meets,
            @Nullable String declinedBy,
            @Nullable LocalDate declinedOn,
            @Nullable String reason,
            @Nullable String allocation,
            boolean synthetic,
            Provenance provenance) {}

    FundBidResource() {
        super(Listing.of("Bids to the Fund", Line.class, "fund", "bid")
                .holding(
                        "meets",
                        new Values.OneOf(Arrays.stream(FundingCriterion.values())
                                .map(Enum::name)
                                .toList()))
                .with(FundRows.FUND)
                .example("""
                        {"fund":"EXAMPLE-FUND","bid":"EXAMPLE-BID","agency":"EXAMPLE-AGENCY","initiative":"EXAMPLE-INITIATIVE",
                         "amountCents":80000000,"purpose":"To try the joint weekly meeting for two years","submittedOn":"2016-08-31",
                         "standing":"ASSESSED","assessedBy":"EXAMPLE-ASSESSORS","assessedOn":"2016-09-07","meets":["TRIALS_SOMETHING_NEW"],
                         "declinedBy":null,"declinedOn":null,"reason":null,"allocation":null,"synthetic":false,
                         "provenance":{"basis":"operational","source":null,"note":null,"inferred":[]}}"""));
    }

    @Override
    protected Found<Line> find(Connection connection, Query query) throws SQLException {
        return Found.of(RELATION.rows(connection, FundRows.fund(query)));
    }

    private static Line line(Row row) throws SQLException {
        return new Line(
                row.text("fund"),
                row.text("bid"),
                row.text("agency"),
                row.text("initiative"),
                row.number("amount_cents"),
                row.text("purpose"),
                row.day("submitted_on"),
                standing(row),
                row.textOrNull("assessed_by"),
                row.dayOrNull("assessed_on"),
                row.texts("meets"),
                row.textOrNull("declined_by"),
                row.dayOrNull("declined_on"),
                row.textOrNull("reason"),
                row.textOrNull("allocation"),
                row.flag("made_up"),
                row.provenance());
    }

    private static Standing standing(Row row) throws SQLException {
        if (row.textOrNull("allocation") != null) {
            return Standing.FUNDED;
        }
        if (row.textOrNull("declined_by") != null) {
            return Standing.DECLINED;
        }
        return row.textOrNull("assessed_by") == null ? Standing.SUBMITTED : Standing.ASSESSED;
    }
}
