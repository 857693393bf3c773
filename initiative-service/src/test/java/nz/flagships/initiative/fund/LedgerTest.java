package nz.flagships.initiative.fund;

import static nz.flagships.initiative.fund.FundRegistration.AGGREGATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.fund.Fund.Allocation;
import nz.flagships.initiative.fund.Fund.Lot;
import nz.flagships.initiative.fund.FundCommand.BankSaving;
import nz.flagships.initiative.fund.FundCommand.CancelAllocation;
import nz.flagships.initiative.fund.FundCommand.CarryForward;
import nz.flagships.initiative.fund.FundCommand.DrawDownFunds;
import nz.flagships.initiative.fund.FundCommand.DrawnOnLot;
import nz.flagships.initiative.fund.FundCommand.EndorseAllocation;
import nz.flagships.initiative.fund.FundCommand.PlannedForYear;
import nz.flagships.initiative.fund.FundCommand.ProposeAllocation;
import nz.flagships.initiative.fund.FundCommand.ReturnFunds;
import nz.flagships.initiative.fund.FundCommand.ReverseSaving;
import nz.flagships.initiative.fund.FundCommand.TransferFunds;
import nz.flagships.initiative.fund.FundEvent.AllocationApproved;
import nz.flagships.initiative.fund.FundEvent.AllocationCancelled;
import nz.flagships.initiative.fund.FundEvent.FundsDrawnDown;
import nz.flagships.initiative.fund.FundEvent.FundsTransferred;
import nz.flagships.initiative.fund.FundEvent.SavingBanked;
import nz.flagships.initiative.fund.FundEvent.SavingReversed;
import nz.flagships.initiative.fund.FundEvent.UnspentFundsReturned;
import nz.flagships.initiative.initiative.Initiative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The ledger under histories that nobody would think of: commands at random, a good part of them refused, amounts from a
 * cent to the largest there is. {@code -Dfund.seed=…} repeats a run.
 */
class LedgerTest {
    private static final int SEQUENCES = 10_000;
    private static final List<String> AGENCIES = List.of("POLICE", "CORRECTIONS", "JUSTICE", "CROWN_LAW", "SFO");
    private static final List<String> INITIATIVES = List.of("ONE", "TWO", "THREE");

    @Test
    void everyIdentityHoldsAfterEveryFactAndReplayGivesTheSameCents() {
        long seed = Long.getLong("fund.seed", new Random().nextLong());
        System.out.println("LedgerTest: " + SEQUENCES + " sequences, -Dfund.seed=" + seed);
        Random seeds = new Random(seed);
        Map<FundMovement, Long> moved = new EnumMap<>(FundMovement.class);
        long refused = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            Sequence sequence = new Sequence(seeds.nextLong());
            sequence.run();
            sequence.books.keySet().forEach(movement -> moved.merge(movement, 1L, Long::sum));
            refused += sequence.refused;
        }
        // A test that never gets that far proves nothing.
        System.out.println("LedgerTest: sequences with each movement " + moved + ", refusals " + refused);
        assertThat(moved).containsOnlyKeys(FundMovement.values());
        assertThat(moved.values()).allMatch(times -> times > SEQUENCES / 5);
        assertThat(refused).isGreaterThan(SEQUENCES);
    }

    /** One history, with books kept by double entry beside the aggregate. */
    private static final class Sequence implements Context {
        private final long seed;
        private final Random random;
        private final List<FundEvent> history = new ArrayList<>();
        private final Map<FundMovement, BigInteger> books = new EnumMap<>(FundMovement.class);
        private final Map<FundMovement.Account, BigInteger> accounts = new EnumMap<>(FundMovement.Account.class);
        private Fund fund = Fund.EMPTY;
        private LocalDate on = LocalDate.of(2014, 7, 1);
        private String agency = "JUSTICE";
        private String person = "manager";
        private final Map<String, SortedMap<LocalDate, Balance>> byDay = new HashMap<>();
        private int codes;
        private int refused;

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            say(new BankSaving("LOT-0", "POLICE", FinancialYear.of(on), 1_000 + random.nextInt(10_000), on, "Agreed"));
            int steps = 20 + random.nextInt(40);
            for (int i = 0; i < steps; i++) {
                on = on.plusDays(random.nextInt(30));
                step();
            }
            Fund replayed = Fund.EMPTY;
            for (FundEvent event : history) {
                replayed = AGGREGATE.evolve(replayed, event);
            }
            assertThat(replayed).as("seed %s", seed).isEqualTo(fund);
        }

        private void step() {
            switch (random.nextInt(11)) {
                case 0 -> say(new BankSaving("LOT-" + ++codes, any(AGENCIES), year(), amount(), day(), "Agreed"));
                case 1 -> lot().ifPresent(lot -> say(new ReverseSaving(lot, amount(), day(), "Counted twice")));
                case 2, 3 -> propose();
                case 4, 9 ->
                    allocation()
                            .ifPresent(
                                    code -> say(new TransferFunds(code, near(code, Allocation::untransferred), day())));
                case 5, 10 ->
                    allocation()
                            .ifPresent(code -> say(new DrawDownFunds(code, near(code, Allocation::undrawn), day())));
                case 6 ->
                    allocation().ifPresent(code -> say(new ReturnFunds(code, near(code, Allocation::undrawn), day())));
                case 7 ->
                    allocation()
                            .ifPresent(code -> say(
                                    new CancelAllocation(code, random.nextBoolean() ? amount() : null, "No", day())));
                default -> allocation().ifPresent(code -> say(new CarryForward(code, year(), year(), amount(), on)));
            }
        }

        private void propose() {
            List<DrawnOnLot> draws = new ArrayList<>();
            for (String lot : fund.lots().keySet()) {
                if (draws.size() < 3 && random.nextInt(3) > 0) {
                    draws.add(new DrawnOnLot(lot, amount()));
                }
            }
            long cents = draws.stream().mapToLong(DrawnOnLot::amountCents).sum();
            if (cents < 1 || cents > Balance.MOST) {
                return;
            }
            long first = cents == 1 || random.nextBoolean() ? cents : 1 + random.nextLong(cents - 1);
            FinancialYear year = FinancialYear.of(on);
            FinancialYear next = FinancialYear.of(on.plusYears(1));
            List<PlannedForYear> profile = first == cents
                    ? List.of(new PlannedForYear(year, cents))
                    : List.of(new PlannedForYear(year, first), new PlannedForYear(next, cents - first));
            String code = "ALLOCATION-" + ++codes;
            LocalDate proposed = day();
            LocalDate endorsed = random.nextBoolean() ? proposed : on;
            say(new ProposeAllocation(code, null, any(INITIATIVES), "CORRECTIONS", cents, profile, draws, proposed));
            if (random.nextInt(10) > 0) {
                endorse(code, "one", endorsed);
            }
            // Somebody else may be faster with the same money.
            if (random.nextInt(4) == 0) {
                step();
            }
            endorse(code, random.nextInt(8) == 0 ? "one" : "two", endorsed);
        }

        private void endorse(String code, String by, LocalDate day) {
            agency = random.nextInt(10) == 0 ? "CORRECTIONS" : "SFO";
            person = by;
            say(new EndorseAllocation(code, day));
            agency = "JUSTICE";
            person = "manager";
        }

        private void say(FundCommand command) {
            switch (AGGREGATE.decide(fund, command, this)) {
                case Decision.Refused<FundEvent> no -> refused++;
                case Decision.Happened<FundEvent>(var events, var elsewhere) -> events.forEach(this::happened);
            }
        }

        private void happened(FundEvent event) {
            Fund before = fund;
            fund = AGGREGATE.evolve(fund, event);
            history.add(event);
            enter(event);
            identities(before, event);
        }

        private void enter(FundEvent event) {
            switch (event) {
                case SavingBanked e ->
                    enter(FundMovement.BANKED, e.amountCents(), List.of(new LotCents(e.lot(), e.amountCents())));
                case SavingReversed e ->
                    enter(FundMovement.REVERSED, e.amountCents(), List.of(new LotCents(e.lot(), e.amountCents())));
                case AllocationApproved e -> enter(FundMovement.APPROVED, e.amountCents(), e.lots());
                case FundsTransferred e -> enter(FundMovement.TRANSFERRED, e.amountCents(), e.lots());
                case FundsDrawnDown e -> enter(FundMovement.DRAWN, e.amountCents(), e.lots());
                case UnspentFundsReturned e -> enter(FundMovement.RETURNED, e.amountCents(), e.lots());
                case AllocationCancelled e -> enter(FundMovement.CANCELLED, e.amountCents(), e.lots());
                case FundEvent.FundingBidSubmitted e -> {}
                case FundEvent.FundingBidAssessed e -> {}
                case FundEvent.FundingBidDeclined e -> {}
                case FundEvent.AllocationProposed e -> {}
                case FundEvent.AllocationEndorsed e -> {}
                case FundEvent.AllocationCarriedForward e -> {}
                case FundEvent.FundFigurePublished e -> {}
            }
            days(event);
        }

        /** Every day of every lot that moved, and of every part of an allocation: nobody ever had less than nothing. */
        private void days(FundEvent event) {
            switch (event) {
                case SavingBanked e ->
                    day(FundMovement.BANKED, null, List.of(new LotCents(e.lot(), e.amountCents())), e.on());
                case SavingReversed e ->
                    day(FundMovement.REVERSED, null, List.of(new LotCents(e.lot(), e.amountCents())), e.on());
                case AllocationApproved e -> day(FundMovement.APPROVED, e.allocation(), e.lots(), e.on());
                case FundsTransferred e -> day(FundMovement.TRANSFERRED, e.allocation(), e.lots(), e.on());
                case FundsDrawnDown e -> day(FundMovement.DRAWN, e.allocation(), e.lots(), e.on());
                case UnspentFundsReturned e -> day(FundMovement.RETURNED, e.allocation(), e.lots(), e.on());
                case AllocationCancelled e -> day(FundMovement.CANCELLED, e.allocation(), e.lots(), e.on());
                default -> {
                    // No money moves.
                }
            }
        }

        private void day(FundMovement movement, @Nullable String allocation, List<LotCents> parts, LocalDate day) {
            for (LotCents part : parts) {
                everyDay(part.lot(), movement, part.amountCents(), day);
                if (allocation != null) {
                    everyDay(allocation + "/" + part.lot(), movement, part.amountCents(), day);
                }
            }
        }

        private void everyDay(String of, FundMovement movement, long cents, LocalDate day) {
            SortedMap<LocalDate, Balance> days = byDay.computeIfAbsent(of, each -> new TreeMap<>());
            days.merge(day, Balance.NOTHING.plus(movement, cents), LedgerTest::sum);
            Balance then = Balance.NOTHING;
            for (Map.Entry<LocalDate, Balance> each : days.entrySet()) {
                then = sum(then, each.getValue());
                assertThat(of.contains("/") || then.available() >= 0)
                        .as("available of %s on %s, seed %s: %s", of, each.getKey(), seed, then)
                        .isTrue();
                assertThat(then.untransferred() >= 0 && then.undrawn() >= 0)
                        .as("%s on %s, seed %s: %s", of, each.getKey(), seed, then)
                        .isTrue();
            }
        }

        /** Most facts are of today; some are told long after. */
        private LocalDate day() {
            return random.nextInt(3) > 0 ? on : on.minusDays(random.nextInt(500));
        }

        /** Double entry: out of one account, into another; the split adds up to the amount, each part a cent at least. */
        private void enter(FundMovement movement, long cents, List<LotCents> parts) {
            BigInteger amount = BigInteger.valueOf(cents);
            assertThat(parts.stream()
                            .map(each -> BigInteger.valueOf(each.amountCents()))
                            .reduce(BigInteger.ZERO, BigInteger::add))
                    .as("seed %s", seed)
                    .isEqualTo(amount);
            assertThat(parts).as("seed %s", seed).allMatch(each -> each.amountCents() > 0);
            if (cents > 0) {
                books.merge(movement, amount, BigInteger::add);
                accounts.merge(movement.from(), amount.negate(), BigInteger::add);
                accounts.merge(movement.to(), amount, BigInteger::add);
            }
        }

        private void identities(Fund before, FundEvent event) {
            Balance total = fund.total();
            holds(total);
            for (FundMovement movement : FundMovement.values()) {
                assertThat(BigInteger.valueOf(total.of(movement)))
                        .as("%s, seed %s", movement, seed)
                        .isEqualTo(books.getOrDefault(movement, BigInteger.ZERO));
                assertThat(total.of(movement)).isBetween(before.total().of(movement), Balance.MOST);
            }
            assertThat(accounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                    .as("what all accounts hold, seed %s", seed)
                    .isEqualTo(BigInteger.ZERO);
            assertThat(accounts.getOrDefault(FundMovement.Account.AVAILABLE, BigInteger.ZERO))
                    .as("seed %s", seed)
                    .isEqualTo(BigInteger.valueOf(total.available()));
            SortedMap<String, Balance> byAgency = new TreeMap<>();
            for (Lot lot : fund.lots().values()) {
                holds(lot.balance());
                byAgency.merge(lot.agency(), lot.balance(), LedgerTest::sum);
            }
            byAgency.values().forEach(this::holds);
            assertThat(add(byAgency.values())).as("agencies, seed %s", seed).isEqualTo(total);
            List<Balance> parts = new ArrayList<>();
            for (Allocation allocation : fund.allocations().values()) {
                allocation.lots().values().forEach(part -> {
                    assertThat(part.untransferred()).as("seed %s", seed).isNotNegative();
                    assertThat(part.undrawn()).as("seed %s", seed).isNotNegative();
                    parts.add(part);
                });
                if (allocation.standing() == Allocation.Standing.APPROVED) {
                    assertThat(allocation.plannedCents().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .as("the profile, seed %s", seed)
                            .isEqualTo(allocation.amountCents());
                }
            }
            Balance ofAllocations = add(parts);
            assertThat(ofAllocations.approvedCents()).isEqualTo(total.approvedCents());
            assertThat(ofAllocations.returnedCents()).isEqualTo(total.returnedCents());
            assertThat(event).isNotNull();
        }

        /** The identities of the domain: nothing overdrawn, nothing spent that was not transferred, nothing transferred that was not approved. */
        private void holds(Balance of) {
            assertThat(of.available())
                    .as("available, seed %s", seed)
                    .isEqualTo(of.bankedCents()
                            - of.reversedCents()
                            - of.approvedCents()
                            + of.cancelledCents()
                            + of.returnedCents())
                    .isNotNegative();
            assertThat(of.drawnCents() + of.returnedCents())
                    .as("drawn and returned, seed %s", seed)
                    .isLessThanOrEqualTo(of.transferredCents());
            assertThat(of.transferredCents())
                    .as("transferred, seed %s", seed)
                    .isLessThanOrEqualTo(of.approvedCents() - of.cancelledCents());
        }

        /** Small amounts that collide with what is left, and now and then one as large as there can be. */
        private long amount() {
            return switch (random.nextInt(12)) {
                case 0 -> 1;
                case 1 -> 1 + random.nextLong(Balance.MOST);
                case 2 -> 1 + random.nextLong(1L << 40);
                default -> 1 + random.nextInt(1_000);
            };
        }

        /** Mostly what can be had, now and then anything. */
        private long near(String code, ToLongFunction<Allocation> left) {
            long most =
                    left.applyAsLong(Objects.requireNonNull(fund.allocations().get(code)));
            return most < 1 || random.nextInt(4) == 0
                    ? amount()
                    : random.nextInt(3) == 0 ? most : 1 + random.nextLong(most);
        }

        private FinancialYear year() {
            return FinancialYear.of(on.plusYears(random.nextInt(6) == 0 ? 1 : -random.nextInt(2)));
        }

        private Optional<String> lot() {
            return fund.lots().isEmpty()
                    ? Optional.empty()
                    : Optional.of(any(List.copyOf(fund.lots().keySet())));
        }

        private Optional<String> allocation() {
            List<String> approved = fund.allocations().entrySet().stream()
                    .filter(each -> each.getValue().standing() == Allocation.Standing.APPROVED)
                    .map(Map.Entry::getKey)
                    .toList();
            List<String> some = approved.isEmpty() || random.nextInt(5) == 0
                    ? List.copyOf(fund.allocations().keySet())
                    : approved;
            return some.isEmpty() ? Optional.empty() : Optional.of(any(some));
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        @Override
        public String id() {
            return "JUSTICE-SECTOR-FUND";
        }

        @Override
        public Instant now() {
            return Instant.parse("2030-01-01T00:00:00Z");
        }

        @Override
        public Instant time() {
            return now();
        }

        @Override
        public String agency() {
            return agency;
        }

        @Override
        public String actor() {
            return person;
        }

        @Override
        public Set<Role> roles() {
            return Set.of(Role.FUND_MANAGER, Role.FUND_APPROVER);
        }

        @Override
        public Provenance provenance() {
            return Provenance.OPERATIONAL;
        }

        @Override
        public <S> Optional<S> find(Class<S> state, String other) {
            Object known = state == Agency.class ? Agency.EMPTY : state == Initiative.class ? Initiative.EMPTY : null;
            return Optional.ofNullable(state.cast(known));
        }

        @Override
        public <S> Optional<S> hold(Class<S> state, String other) {
            return find(state, other);
        }
    }

    private static Balance add(Collection<Balance> all) {
        return all.stream().reduce(Balance.NOTHING, LedgerTest::sum);
    }

    private static Balance sum(Balance a, Balance b) {
        Balance sum = a;
        for (FundMovement movement : FundMovement.values()) {
            sum = sum.plus(movement, b.of(movement));
        }
        return sum;
    }

    @Test
    void sharesAddUpAndNeverExceedWhatRemains() {
        long seed = Long.getLong("fund.seed", new Random().nextLong());
        System.out.println("LedgerTest: shares, -Dfund.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            SortedMap<String, Long> remains = new TreeMap<>();
            long total = 0;
            for (int lot = random.nextInt(6); lot >= 0; lot--) {
                long cents = random.nextLong(1L << random.nextInt(1, 51));
                remains.put("L" + lot, cents);
                total += cents;
            }
            long amount = random.nextLong(total + 1);
            SortedMap<String, Long> split = Shares.of(amount, remains);
            assertThat(split.values().stream().mapToLong(Long::longValue).sum())
                    .as("seed %s", seed)
                    .isEqualTo(amount);
            split.forEach((lot, cents) -> assertThat(cents).isBetween(1L, remains.getOrDefault(lot, 0L)));
            for (Map.Entry<String, Long> each : remains.entrySet()) {
                BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(each.getValue()));
                BigInteger given = BigInteger.valueOf(split.getOrDefault(each.getKey(), 0L))
                        .multiply(BigInteger.valueOf(Math.max(1, total)));
                assertThat(given.subtract(exact).abs()).isLessThan(BigInteger.valueOf(Math.max(1, total)));
            }
        }
    }

    @Test
    void whatIsLeftGoesToTheLargestRemaindersAndTiesInTheOrderOfTheLots() {
        assertThat(Shares.of(2, new TreeMap<>(Map.of("B", 1L, "A", 1L, "C", 1L))))
                .containsExactly(Map.entry("A", 1L), Map.entry("B", 1L));
        assertThat(Shares.of(10, new TreeMap<>(Map.of("A", 15L, "B", 5L, "C", 5L))))
                .containsExactly(Map.entry("A", 6L), Map.entry("B", 2L), Map.entry("C", 2L));
        assertThat(Shares.of(Balance.MOST, new TreeMap<>(Map.of("A", Balance.MOST, "B", Balance.MOST))))
                .containsExactly(Map.entry("A", (Balance.MOST + 1) / 2), Map.entry("B", Balance.MOST / 2));
    }
}
