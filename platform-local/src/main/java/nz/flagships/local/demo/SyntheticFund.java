package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nz.flagships.events.Json;
import nz.flagships.local.demo.DemoRows.Row;
import org.jspecify.annotations.Nullable;

/**
 * The Fund: what was published of it, and a ledger that was made up to meet that ({@link SyntheticFundGenerator} wrote its
 * files). Everything of the ledger is marked synthetic; no published row is mixed with it.
 */
final class SyntheticFund {
    /** The one that facts of the real Fund are about; the programme that it pays for has the same code. */
    private static final String FUND = "JUSTICE-SECTOR-FUND";

    private static final String INITIATIVES = "synthetic-fund-initiatives";
    private static final String LOTS = "synthetic-fund-lots";
    private static final String ALLOCATIONS = "synthetic-fund-allocations";
    private static final String MOVEMENTS = "synthetic-fund-movements";

    /** Which figure of the ledger a published one is to be compared with, and whose. */
    private record Compared(
            String figure,
            @Nullable String agency,
            @Nullable String initiative) {}

    private static final Map<String, Compared> COMPARED = Map.of(
            "savings distributed", new Compared("NET_APPROVED", null, null),
            "initiatives funded", new Compared("INITIATIVES_FUNDED", null, null),
            "agencies that saved", new Compared("AGENCIES_THAT_SAVED", null, null),
            "balance", new Compared("AVAILABLE", null, null),
            "allocated to Corrections", new Compared("APPROVED_THEN", "CORRECTIONS", null),
            "allocated to JSF-ISR", new Compared("APPROVED_THEN", null, "JSF-ISR"),
            "allocated to Nga Maata Waka services hub", new Compared("APPROVED_THEN", null, "JSF-NGA-MAATA-WAKA"));

    private SyntheticFund() {}

    /** The published figures; they move no money. */
    static List<ObjectNode> figures(Citations citations) {
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : DemoRows.of("fund")) {
            String source = row.text("source");
            DemoFact fact = DemoFact.initiative(
                            "FundFigurePublished",
                            "fund",
                            row.text("what") + ":" + row.text("as_at"),
                            citations.knownFrom(source))
                    .about(FUND)
                    .with("what", row.text("what"))
                    .with("asAt", row.text("as_at"))
                    .with("unit", row.optional("unit"))
                    .with("source", source)
                    .provenance("published", source, null, List.of());
            String value = row.optional("value");
            if (value != null) {
                fact.number("value", value);
            }
            Compared compared = COMPARED.get(row.text("what"));
            if (compared != null) {
                fact.with("comparesWith", compared.figure())
                        .with("receivingAgency", compared.agency())
                        .with("initiative", compared.initiative());
            }
            facts.add(fact.event());
        }
        return facts;
    }

    /** The initiatives whose names were not published. */
    static List<ObjectNode> initiatives() {
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : DemoRows.of(INITIATIVES)) {
            String code = row.text("code");
            facts.add(fact("InitiativeProposed", INITIATIVES, code, row.text("proposed_on"))
                    .about(code)
                    .with("title", row.text("title"))
                    .with("programme", FUND)
                    .with("regions", row.list("region"))
                    .with("themes", row.list("theme"))
                    .with("leadAgency", row.text("lead_agency"))
                    .event());
            facts.add(fact("InitiativeApproved", INITIATIVES, code, row.text("approved_on"))
                    .about(code)
                    .with("on", row.text("approved_on"))
                    .event());
            facts.add(fact("InitiativeStarted", INITIATIVES, code, row.text("started_on"))
                    .about(code)
                    .with("on", row.text("started_on"))
                    .event());
        }
        return facts;
    }

    /** The ledger, each fact by an agency and a person that may say so. */
    static List<DemoBatch> ledger() {
        List<ObjectNode> lots = new ArrayList<>();
        for (Row row : DemoRows.of(LOTS)) {
            lots.add(fact("SavingBanked", LOTS, row.text("lot"), row.text("banked_on"))
                    .about(FUND)
                    .with("lot", row.text("lot"))
                    .with("agency", row.text("agency"))
                    .with("year", row.text("year"))
                    .whole("amountCents", row.text("amount_cents"))
                    .with("on", row.text("banked_on"))
                    .event());
        }
        Map<String, List<ObjectNode>> bids = new LinkedHashMap<>();
        List<ObjectNode> assessed = new ArrayList<>();
        List<ObjectNode> proposed = new ArrayList<>();
        List<ObjectNode> endorsed = new ArrayList<>();
        List<ObjectNode> approved = new ArrayList<>();
        for (Row row : DemoRows.of(ALLOCATIONS)) {
            bids.computeIfAbsent(row.text("receiving_agency"), a -> new ArrayList<>())
                    .add(fact("FundingBidSubmitted", ALLOCATIONS, row.text("bid"), row.text("submitted_on"))
                            .about(FUND)
                            .with("bid", row.text("bid"))
                            .with("initiative", row.text("initiative"))
                            .whole("amountCents", row.text("amount_cents"))
                            .with("purpose", "Invented, to meet the published totals")
                            .with("on", row.text("submitted_on"))
                            .event());
            assessed.add(fact("FundingBidAssessed", ALLOCATIONS, row.text("bid"), row.text("assessed_on"))
                    .about(FUND)
                    .with("bid", row.text("bid"))
                    .with("meets", List.of("TRIALS_SOMETHING_NEW"))
                    .with("on", row.text("assessed_on"))
                    .event());
            proposed.add(fact("AllocationProposed", ALLOCATIONS, row.text("allocation"), row.text("proposed_on"))
                    .about(FUND)
                    .with("allocation", row.text("allocation"))
                    .with("bid", row.text("bid"))
                    .with("initiative", row.text("initiative"))
                    .with("receivingAgency", row.text("receiving_agency"))
                    .whole("amountCents", row.text("amount_cents"))
                    .objects("profile", parts(row, "profile", "year"))
                    .objects("lots", parts(row, "lots", "lot"))
                    .with("on", row.text("proposed_on"))
                    .event());
            endorsed.add(endorsement(row, "first", "endorsed_on"));
            approved.add(endorsement(row, "second", "approved_on"));
        }
        List<DemoBatch> batches = new ArrayList<>();
        batches.add(batch("Invented savings", "JUSTICE", "fund-manager", null, lots));
        bids.forEach((agency, facts) -> batches.add(batch("Invented bids", agency, "agency-system", null, facts)));
        batches.add(batch("Invented bids assessed", "CROWN_LAW", "assessor", null, assessed));
        batches.add(batch("Invented allocations", "JUSTICE", "fund-manager", null, proposed));
        batches.add(batch("Invented approvals", "SFO", "fund-approver", "invented-approver-1", endorsed));
        batches.add(batch("Invented approvals", "CROWN_LAW", "fund-approver", "invented-approver-2", approved));
        batches.add(batch("Invented spending", "JUSTICE", "fund-manager", null, movements()));
        return batches;
    }

    private static ObjectNode endorsement(Row row, String which, String day) {
        return fact("AllocationEndorsed", ALLOCATIONS, row.text("allocation") + ":" + which, row.text(day))
                .about(FUND)
                .with("allocation", row.text("allocation"))
                .with("on", row.text(day))
                .event();
    }

    private static List<ObjectNode> movements() {
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : DemoRows.of(MOVEMENTS)) {
            String event = row.text("event");
            String about = row.text("about");
            DemoFact fact = fact(event, MOVEMENTS, about + ":" + row.text("on"), row.text("on"))
                    .about(FUND)
                    .with(event.equals("SavingReversed") ? "lot" : "allocation", about)
                    .whole("amountCents", row.text("amount_cents"))
                    .with("on", row.text("on"))
                    .with("from", row.optional("from"))
                    .with("to", row.optional("to"));
            if (event.equals("SavingReversed") || event.equals("AllocationCancelled")) {
                fact.with("reason", "Invented, to meet the published totals");
            }
            facts.add(fact.event());
        }
        return facts;
    }

    /** {@code FY2013:100+FY2014:50}: cents by year or by lot. */
    private static List<ObjectNode> parts(Row row, String column, String member) {
        return row.list(column).stream()
                .map(part -> {
                    String[] both = part.split(":", -1);
                    return Json.MAPPER
                            .createObjectNode()
                            .put(member, both[0])
                            .put("amountCents", Long.parseLong(both[1]));
                })
                .toList();
    }

    private static DemoFact fact(String name, String file, String key, String day) {
        Instant time = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        return DemoFact.initiative(name, file, key, time).synthetic();
    }

    /** Only a steward may say that a fact is synthetic. */
    private static DemoBatch batch(
            String title, String agency, String role, @Nullable String person, List<ObjectNode> facts) {
        return new DemoBatch(title, "initiative", agency, List.of(role, "steward"), person, facts);
    }
}
