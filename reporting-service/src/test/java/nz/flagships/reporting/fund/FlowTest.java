package nz.flagships.reporting.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nz.flagships.events.Basis;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.FundPublished.AllocationApproved;
import nz.flagships.events.initiative.FundPublished.AllocationCancelled;
import nz.flagships.events.initiative.FundPublished.FundsDrawnDown;
import nz.flagships.events.initiative.FundPublished.FundsTransferred;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.SavingBanked;
import nz.flagships.events.initiative.FundPublished.SavingReversed;
import nz.flagships.events.initiative.FundPublished.UnspentFundsReturned;
import nz.flagships.reporting.fund.Flow.Kind;
import nz.flagships.reporting.fund.Flow.Link;
import nz.flagships.reporting.fund.Flow.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sums of the flow are the ledger's, whatever happened. {@code -Dfund.seed=…} repeats a run. */
class FlowTest {
    private static final int HISTORIES = 10_000;
    private static final Map<String, Ledger.Initiative> INITIATIVES = Map.of(
            "ONE", new Ledger.Initiative("One", List.of("NZ"), false),
            "TWO", new Ledger.Initiative("Two", List.of("HAMILTON", "EAST-COAST", "PAPAKURA"), false),
            "THREE", new Ledger.Initiative("Three", List.of("DIST-WAIKATO", "DIST-CANTERBURY"), false));

    /** What a history comes to, told in another way than the projection does. */
    private static Ledger ledger(List<FundPublished> history) {
        Map<String, Ledger.Lot> lots = new TreeMap<>();
        Map<String, Ledger.Allocation> allocations = new TreeMap<>();
        List<Ledger.Entry> entries = new ArrayList<>();
        for (FundPublished event : history) {
            if (event instanceof SavingBanked e) {
                lots.put(
                        e.lot(),
                        new Ledger.Lot(e.lot(), e.agency(), e.year(), e.on(), e.agreement(), Provenance.OPERATIONAL));
                enter(entries, FundMovement.BANKED, e.on(), null, List.of(new LotCents(e.lot(), e.amountCents())));
            } else if (event instanceof SavingReversed e) {
                enter(entries, FundMovement.REVERSED, e.on(), null, List.of(new LotCents(e.lot(), e.amountCents())));
            } else if (event instanceof AllocationApproved e) {
                allocations.put(
                        e.allocation(),
                        new Ledger.Allocation(
                                e.allocation(),
                                null,
                                e.initiative(),
                                e.receivingAgency(),
                                e.amountCents(),
                                e.on(),
                                e.on(),
                                false,
                                List.of(),
                                new TreeMap<>(),
                                Provenance.OPERATIONAL));
                enter(entries, FundMovement.APPROVED, e.on(), e.allocation(), e.lots());
            } else if (event instanceof FundsTransferred e) {
                enter(entries, FundMovement.TRANSFERRED, e.on(), e.allocation(), e.lots());
            } else if (event instanceof FundsDrawnDown e) {
                enter(entries, FundMovement.DRAWN, e.on(), e.allocation(), e.lots());
            } else if (event instanceof UnspentFundsReturned e) {
                enter(entries, FundMovement.RETURNED, e.on(), e.allocation(), e.lots());
            } else if (event instanceof AllocationCancelled e) {
                enter(entries, FundMovement.CANCELLED, e.on(), e.allocation(), e.lots());
            }
        }
        return new Ledger(
                "FUND",
                lots.values(),
                allocations.values(),
                entries,
                INITIATIVES,
                Map.of("POLICE", "Police"),
                Map.of());
    }

    private static void enter(
            List<Ledger.Entry> entries,
            FundMovement movement,
            LocalDate on,
            @Nullable String allocation,
            List<LotCents> parts) {
        for (LotCents part : parts) {
            entries.add(new Ledger.Entry(movement, on, part.lot(), allocation, part.amountCents(), false));
        }
    }

    @Test
    void everyStageOfTheFlowAddsUpToTheLedgerAfterAnyHistory() {
        long seed = Long.getLong("fund.seed", new Random().nextLong());
        System.out.println("FlowTest: " + HISTORIES + " histories, -Dfund.seed=" + seed);
        Random seeds = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            long each = seeds.nextLong();
            RandomFund fund = new RandomFund("FUND", each, 10 + (int) Math.floorMod(each, 40L));
            Ledger ledger = ledger(fund.history());

            FundAllocationResource.lines(ledger)
                    .forEach(line -> assertThat(line.profile().stream()
                                    .mapToLong(FundAllocationResource.Year::transferredCents)
                                    .sum())
                            .isEqualTo(line.transferredCents()));
            Sums sums = Sums.of(ledger.entries());
            assertThat(sums.available()).as("seed %s", each).isEqualTo(fund.available());
            assertThat(sums.netApproved()).as("seed %s", each).isEqualTo(fund.allocated());
            holds(ledger, each);
            LocalDate middle = ledger.entries().get(ledger.entries().size() / 2).on();
            holds(ledger.asAt(middle), each);
            for (String agency : RandomFund.AGENCIES) {
                holds(ledger.savedBy(agency), each);
            }
            FinancialYear year = FinancialYear.of(middle);
            holds(ledger.approvedWithin(year.first(), year.last()), each);
        }
    }

    private static void holds(Ledger ledger, long seed) {
        Flow flow = Flow.of(ledger);
        long net = Sums.of(ledger.entries()).netApproved();
        Map<String, Kind> kinds = flow.nodes().stream().collect(Collectors.toMap(Node::id, Node::kind));
        Map<Kind, Long> leaving = flow.links().stream()
                .collect(Collectors.groupingBy(link -> kinds.get(link.from()), Collectors.summingLong(Link::cents)));
        for (Kind stage : List.of(Kind.AGENCY, Kind.FUND, Kind.RECEIVING_AGENCY, Kind.INITIATIVE)) {
            assertThat(leaving.getOrDefault(stage, 0L))
                    .as("%s, seed %s", stage, seed)
                    .isEqualTo(net);
        }
        for (Node node : flow.nodes()) {
            long in = flow.links().stream()
                    .filter(link -> link.to().equals(node.id()))
                    .mapToLong(Link::cents)
                    .sum();
            long out = flow.links().stream()
                    .filter(link -> link.from().equals(node.id()))
                    .mapToLong(Link::cents)
                    .sum();
            assertThat(node.cents()).isPositive();
            assertThat(node.kind() == Kind.AGENCY ? node.cents() : in)
                    .as("into %s, seed %s", node.id(), seed)
                    .isEqualTo(node.cents());
            assertThat(node.kind() == Kind.REGION ? node.cents() : out)
                    .as("out of %s, seed %s", node.id(), seed)
                    .isEqualTo(node.cents());
        }
        assertThat(FundLotResource.lines(ledger).stream()
                        .mapToLong(FundLotResource.Line::netApprovedCents)
                        .sum())
                .isEqualTo(net);
        assertThat(FundAgencyResource.lines(ledger).stream()
                        .mapToLong(FundAgencyResource.Line::netApprovedCents)
                        .sum())
                .isEqualTo(net);
        assertThat(FundInitiativeResource.lines(ledger).stream()
                        .mapToLong(FundInitiativeResource.Line::netApprovedCents)
                        .sum())
                .isEqualTo(net);
        List<FundYearResource.Line> years = FundYearResource.lines(ledger);
        if (!years.isEmpty()) {
            assertThat(years.getLast().closingCents())
                    .isEqualTo(Sums.of(ledger.entries()).available());
        }
    }

    @Test
    void aYearIsMadeUpWhereWhatItBeginsWithOrIsPlannedIs() {
        FinancialYear saved = new FinancialYear("FY2016");
        FinancialYear planned = new FinancialYear("FY2018");
        for (boolean lotMadeUp : List.of(false, true)) {
            for (boolean allocationMadeUp : List.of(false, true)) {
                Ledger ledger = new Ledger(
                        "FUND",
                        List.of(new Ledger.Lot("L", "A", saved, saved.first(), null, of(lotMadeUp))),
                        List.of(new Ledger.Allocation(
                                "X",
                                null,
                                "I",
                                "B",
                                5,
                                planned.first(),
                                planned.first(),
                                false,
                                List.of(),
                                new TreeMap<>(Map.of(planned, 5L)),
                                of(allocationMadeUp))),
                        List.of(new Ledger.Entry(FundMovement.BANKED, saved.first(), "L", null, 9, lotMadeUp)),
                        Map.of(),
                        Map.of(),
                        Map.of());
                assertThat(FundYearResource.lines(ledger))
                        .extracting(FundYearResource.Line::year, FundYearResource.Line::synthetic)
                        .containsExactly(tuple(saved, lotMadeUp), tuple(planned, lotMadeUp || allocationMadeUp));
            }
        }
    }

    private static Provenance of(boolean madeUp) {
        return madeUp ? new Provenance(Basis.SYNTHETIC, null, null, List.of()) : Provenance.OPERATIONAL;
    }

    @Test
    void anInitiativeInSeveralRegionsIsSplitIntoEqualPartsToTheCent() {
        assertThat(Flow.equalParts(100, List.of("PAPAKURA", "EAST-COAST", "HAMILTON")))
                .containsExactly(Map.entry("EAST-COAST", 34L), Map.entry("HAMILTON", 33L), Map.entry("PAPAKURA", 33L));
        assertThat(Flow.equalParts(1, List.of("B", "A"))).containsExactly(Map.entry("A", 1L), Map.entry("B", 0L));
        assertThat(Flow.equalParts(7, List.of())).containsExactly(Map.entry("UNKNOWN", 7L));
    }
}
