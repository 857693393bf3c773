package nz.flagships.reporting.fund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.initiative.FundMovement;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.FundPublished.AllocationApproved;
import nz.flagships.events.initiative.FundPublished.AllocationCancelled;
import nz.flagships.events.initiative.FundPublished.AllocationProposed;
import nz.flagships.events.initiative.FundPublished.FundsDrawnDown;
import nz.flagships.events.initiative.FundPublished.FundsTransferred;
import nz.flagships.events.initiative.FundPublished.LotCents;
import nz.flagships.events.initiative.FundPublished.SavingBanked;
import nz.flagships.events.initiative.FundPublished.SavingReversed;
import nz.flagships.events.initiative.FundPublished.UnspentFundsReturned;
import nz.flagships.events.initiative.FundPublished.YearCents;

/**
 * Makes histories of a fund as initiative-service could publish them, from a seed. It keeps books of its own, by another way
 * than the ones it is to test: what lies in each account.
 */
final class RandomFund {
    static final List<String> AGENCIES = List.of("POLICE", "CORRECTIONS", "JUSTICE", "CROWN_LAW", "SFO");
    static final List<String> INITIATIVES = List.of("ONE", "TWO", "THREE", "FOUR");

    private final String fund;
    private final Random random;
    private final SortedMap<String, Long> available = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> approved = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> transferred = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Long>> drawn = new TreeMap<>();
    private final List<FundPublished> history = new ArrayList<>();
    private LocalDate on = LocalDate.of(2013, 7, 1);
    private int codes;

    RandomFund(String fund, long seed, int facts) {
        this.fund = fund;
        this.random = new Random(seed);
        while (history.size() < facts) {
            on = on.plusDays(random.nextInt(40));
            step();
        }
    }

    List<FundPublished> history() {
        return List.copyOf(history);
    }

    /** What lies in all lots. */
    long available() {
        return total(available);
    }

    /** What lies in allocations: promised, transferred, spent. */
    long allocated() {
        return List.of(approved, transferred, drawn).stream()
                .flatMap(each -> each.values().stream())
                .mapToLong(RandomFund::total)
                .sum();
    }

    private void step() {
        switch (random.nextInt(8)) {
            case 0 -> bank();
            case 1 -> reverse();
            case 2, 3 -> approve();
            case 4 -> move(approved, transferred, FundMovement.TRANSFERRED);
            case 5 -> move(transferred, drawn, FundMovement.DRAWN);
            case 6 -> giveBack(transferred, FundMovement.RETURNED);
            default -> giveBack(approved, FundMovement.CANCELLED);
        }
    }

    private void bank() {
        String lot = "LOT-" + ++codes;
        long cents = 1 + random.nextLong(1L << random.nextInt(1, 45));
        available.put(lot, cents);
        history.add(new SavingBanked(fund, lot, any(AGENCIES), FinancialYear.of(on), cents, on, "Agreed"));
    }

    private void reverse() {
        if (total(available) > 0) {
            String lot = any(available.keySet().stream()
                    .filter(each -> amount(available, each) > 0)
                    .toList());
            long cents = 1 + random.nextLong(amount(available, lot));
            available.merge(lot, -cents, Long::sum);
            history.add(new SavingReversed(fund, lot, cents, on, "Counted twice"));
        }
    }

    private void approve() {
        List<LotCents> draws = some(available);
        if (draws.isEmpty()) {
            return;
        }
        String allocation = "ALLOCATION-" + ++codes;
        long cents = draws.stream().mapToLong(LotCents::amountCents).sum();
        String initiative = any(INITIATIVES);
        String receiver = any(AGENCIES);
        history.add(new AllocationProposed(
                fund,
                allocation,
                null,
                initiative,
                receiver,
                cents,
                List.of(new YearCents(FinancialYear.of(on), cents)),
                draws,
                on));
        history.add(new AllocationApproved(fund, allocation, initiative, receiver, cents, draws, on));
        draws.forEach(draw -> {
            available.merge(draw.lot(), -draw.amountCents(), Long::sum);
            approved.computeIfAbsent(allocation, a -> new TreeMap<>()).put(draw.lot(), draw.amountCents());
        });
    }

    private void move(
            SortedMap<String, SortedMap<String, Long>> from,
            SortedMap<String, SortedMap<String, Long>> to,
            FundMovement movement) {
        take(
                from,
                movement,
                (allocation, part) -> to.computeIfAbsent(allocation, a -> new TreeMap<>())
                        .merge(part.lot(), part.amountCents(), Long::sum));
    }

    private void giveBack(SortedMap<String, SortedMap<String, Long>> from, FundMovement movement) {
        take(from, movement, (allocation, part) -> available.merge(part.lot(), part.amountCents(), Long::sum));
    }

    private interface Arrival {
        void of(String allocation, LotCents part);
    }

    private void take(SortedMap<String, SortedMap<String, Long>> from, FundMovement movement, Arrival arrival) {
        List<String> full = from.entrySet().stream()
                .filter(each -> total(each.getValue()) > 0)
                .map(Map.Entry::getKey)
                .toList();
        if (full.isEmpty()) {
            return;
        }
        String allocation = any(full);
        SortedMap<String, Long> account = from.computeIfAbsent(allocation, a -> new TreeMap<>());
        List<LotCents> parts = some(account);
        long cents = parts.stream().mapToLong(LotCents::amountCents).sum();
        parts.forEach(part -> {
            account.merge(part.lot(), -part.amountCents(), Long::sum);
            arrival.of(allocation, part);
        });
        history.add(
                switch (movement) {
                    case TRANSFERRED -> new FundsTransferred(fund, allocation, cents, parts, on);
                    case DRAWN -> new FundsDrawnDown(fund, allocation, cents, parts, on);
                    case RETURNED -> new UnspentFundsReturned(fund, allocation, cents, parts, on);
                    case CANCELLED -> new AllocationCancelled(fund, allocation, cents, parts, "Not needed", on);
                    case BANKED, REVERSED, APPROVED -> throw new IllegalArgumentException(movement.name());
                });
    }

    private List<LotCents> some(SortedMap<String, Long> of) {
        List<LotCents> parts = new ArrayList<>();
        for (var each : of.entrySet()) {
            if (each.getValue() > 0 && (parts.isEmpty() || parts.size() < 3 && random.nextBoolean())) {
                long all = each.getValue();
                parts.add(new LotCents(each.getKey(), random.nextInt(4) == 0 ? all : 1 + random.nextLong(all)));
            }
        }
        return parts;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static long amount(SortedMap<String, Long> of, String key) {
        return of.getOrDefault(key, 0L);
    }

    private static long total(SortedMap<String, Long> of) {
        return of.values().stream().mapToLong(Long::longValue).sum();
    }
}
