package nz.flagships.reporting.fund;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.FinancialYear;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.FundMovement;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one fund, with what its codes stand for. Every figure is a sum of entries, so that all of them agree.
 * Immutable.
 */
final class Ledger {
    /**
     * Lines of the journal of one movement, lot and allocation, of one day or added up over more.
     *
     * @param on the first day of them
     * @param synthetic whether any of them, their lot or their allocation was made up
     */
    record Entry(
            FundMovement movement,
            LocalDate on,
            String lot,
            @Nullable String allocation,
            long amountCents,
            boolean synthetic) {}

    /** A saving. */
    record Lot(
            String code,
            String agency,
            FinancialYear year,
            LocalDate bankedOn,
            @Nullable String agreement,
            Provenance provenance) {}

    /** Money for an initiative, proposed or more. */
    record Allocation(
            String code,
            @Nullable String bid,
            String initiative,
            String receivingAgency,
            long amountCents,
            LocalDate proposedOn,
            @Nullable LocalDate approvedOn,
            boolean cancelledBefore,
            List<String> endorsedBy,
            SortedMap<FinancialYear, Long> planned,
            Provenance provenance) {}

    /** What is known of an initiative; nothing but its code before its proposal has come. */
    record Initiative(String title, List<String> regions, boolean synthetic) {}

    private final String fund;
    private final SortedMap<String, Lot> lots;
    /** Also those that an entry names before the day they were banked. */
    private final Map<String, Lot> everyLot;

    private final SortedMap<String, Allocation> allocations;
    private final List<Entry> entries;
    private final Map<String, Initiative> initiatives;
    private final Map<String, String> agencies;
    private final Map<String, String> regions;

    /**
     * @param initiatives by code
     * @param agencies names by code
     * @param regions names by code
     */
    Ledger(
            String fund,
            Collection<Lot> lots,
            Collection<Allocation> allocations,
            List<Entry> entries,
            Map<String, Initiative> initiatives,
            Map<String, String> agencies,
            Map<String, String> regions) {
        this(fund, lots, lots, allocations, entries, initiatives, agencies, regions);
    }

    private Ledger(
            String fund,
            Collection<Lot> lots,
            Collection<Lot> everyLot,
            Collection<Allocation> allocations,
            List<Entry> entries,
            Map<String, Initiative> initiatives,
            Map<String, String> agencies,
            Map<String, String> regions) {
        this.fund = fund;
        this.everyLot = everyLot.stream().collect(Collectors.toMap(Lot::code, each -> each, (a, b) -> b));
        this.lots = lots.stream().collect(Collectors.toMap(Lot::code, each -> each, (a, b) -> b, TreeMap::new));
        this.allocations = allocations.stream()
                .collect(Collectors.toMap(Allocation::code, each -> each, (a, b) -> b, TreeMap::new));
        this.entries = List.copyOf(entries);
        this.initiatives = Map.copyOf(initiatives);
        this.agencies = Map.copyOf(agencies);
        this.regions = Map.copyOf(regions);
    }

    String fund() {
        return fund;
    }

    Collection<Lot> lots() {
        return lots.values();
    }

    Collection<Allocation> allocations() {
        return allocations.values();
    }

    List<Entry> entries() {
        return entries;
    }

    /** What had happened by the end of a day; null: all of it. */
    Ledger asAt(@Nullable LocalDate on) {
        return on == null
                ? this
                : with(entry -> !entry.on().isAfter(on), lot -> !lot.bankedOn().isAfter(on));
    }

    /** What came of one agency's savings. */
    Ledger savedBy(String agency) {
        return with(
                entry -> lot(entry).agency().equals(agency), lot -> lot.agency().equals(agency));
    }

    /** What was approved from one day to another, and what became of that. */
    Ledger approvedWithin(LocalDate first, LocalDate last) {
        return with(
                entry -> {
                    Allocation allocation = allocation(entry);
                    return allocation != null
                            && allocation.approvedOn() != null
                            && !allocation.approvedOn().isBefore(first)
                            && !allocation.approvedOn().isAfter(last);
                },
                lot -> true);
    }

    private Ledger with(Predicate<Entry> entry, Predicate<Lot> lot) {
        return new Ledger(
                fund,
                lots.values().stream().filter(lot).toList(),
                everyLot.values(),
                allocations.values(),
                entries.stream().filter(entry).toList(),
                initiatives,
                agencies,
                regions);
    }

    Lot lot(Entry entry) {
        return Objects.requireNonNull(everyLot.get(entry.lot()), "An entry of a lot that was never banked");
    }

    @Nullable
    Allocation allocation(Entry entry) {
        return entry.allocation() == null ? null : allocations.get(entry.allocation());
    }

    Initiative initiative(String code) {
        return initiatives.getOrDefault(code, new Initiative(code, List.of(), false));
    }

    String agency(String code) {
        return agencies.getOrDefault(code, code);
    }

    String region(String code) {
        return regions.getOrDefault(code, code);
    }

    /** Entries by a key; those without one are left out. */
    SortedMap<String, List<Entry>> by(Function<Entry, @Nullable String> key) {
        SortedMap<String, List<Entry>> by = new TreeMap<>();
        for (Entry entry : entries) {
            String of = key.apply(entry);
            if (of != null) {
                by.computeIfAbsent(of, k -> new ArrayList<>()).add(entry);
            }
        }
        return by;
    }

    @Nullable
    String initiativeOf(Entry entry) {
        Allocation allocation = allocation(entry);
        return allocation == null ? null : allocation.initiative();
    }

    @Nullable
    String receiverOf(Entry entry) {
        Allocation allocation = allocation(entry);
        return allocation == null ? null : allocation.receivingAgency();
    }

    /** How many initiatives have net approvals. */
    int initiativesFunded() {
        return (int) by(this::initiativeOf).values().stream()
                .filter(each -> Sums.of(each).netApproved() > 0)
                .count();
    }

    /** How many agencies have savings that were not all reversed. */
    int agenciesThatSaved() {
        return (int) by(entry -> lot(entry).agency()).values().stream()
                .map(Sums::of)
                .filter(each -> each.of(FundMovement.BANKED) > each.of(FundMovement.REVERSED))
                .count();
    }

    /** The financial years that anything happened in, was saved in or is planned for. */
    List<FinancialYear> years() {
        return Stream.of(
                        entries.stream().map(each -> FinancialYear.of(each.on())),
                        lots.values().stream().map(Lot::year),
                        allocations.values().stream().flatMap(each -> each.planned().keySet().stream()))
                .flatMap(years -> years)
                .distinct()
                .sorted()
                .toList();
    }

    static boolean anySynthetic(Collection<Entry> of) {
        return of.stream().anyMatch(Entry::synthetic);
    }

    static boolean isSynthetic(Provenance provenance) {
        return provenance.basis() == Basis.SYNTHETIC;
    }
}
