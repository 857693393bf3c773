package nz.flagships.reporting.fund;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import nz.flagships.reporting.fund.Ledger.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Where the Fund's money went: saving agency, fund, receiving agency, initiative, region. Its cents are net approvals
 * (approved less cancelled and returned), followed through the lots; every stage adds up to the same sum, the ledger's.
 *
 * @param nodes each once
 * @param links from stage to stage, none of them 0
 */
record Flow(List<Node> nodes, List<Link> links) {
    /** The region of an initiative that is not known here yet: its money must not vanish meanwhile. */
    static final String UNKNOWN_REGION = "UNKNOWN";

    /** The stages. */
    enum Kind {
        AGENCY("agency"),
        FUND("fund"),
        RECEIVING_AGENCY("receiving-agency"),
        INITIATIVE("initiative"),
        REGION("region");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String id(String code) {
            return word + "/" + code;
        }
    }

    /**
     * A place money passes through.
     *
     * @param id unique in the flow
     * @param cents what passes through
     * @param synthetic whether any of it was made up
     */
    record Node(String id, Kind kind, String code, String name, long cents, boolean synthetic) {}

    /**
     * Money on its way.
     *
     * @param from the id of a node
     * @param to the id of a node of the next stage
     */
    record Link(String from, String to, long cents, boolean synthetic) {}

    /** The flow of a ledger. */
    static Flow of(Ledger ledger) {
        Builder flow = new Builder(ledger);
        String fund = Kind.FUND.id(ledger.fund());
        flow.stage(entry -> Kind.AGENCY.id(ledger.lot(entry).agency()), entry -> fund);
        flow.stage(entry -> fund, entry -> id(Kind.RECEIVING_AGENCY, ledger.receiverOf(entry)));
        flow.stage(
                entry -> id(Kind.RECEIVING_AGENCY, ledger.receiverOf(entry)),
                entry -> id(Kind.INITIATIVE, ledger.initiativeOf(entry)));
        ledger.by(ledger::initiativeOf).forEach(flow::regions);
        return flow.build();
    }

    private static @Nullable String id(Kind kind, @Nullable String code) {
        return code == null ? null : kind.id(code);
    }

    /**
     * Splits an initiative's money over its regions: nothing is published of who gets how much, so they get equal parts, and
     * the cents that are left go one each in the order of the regions' codes.
     */
    static SortedMap<String, Long> equalParts(long cents, Collection<String> regions) {
        SortedMap<String, Long> parts = new TreeMap<>();
        List<String> codes = regions.isEmpty()
                ? List.of(UNKNOWN_REGION)
                : regions.stream().distinct().sorted().toList();
        long left = Math.floorMod(cents, (long) codes.size());
        for (String code : codes) {
            parts.put(code, Math.floorDiv(cents, (long) codes.size()) + (left-- > 0 ? 1 : 0));
        }
        return parts;
    }

    private record Ends(String from, String to) {}

    private record Amount(long cents, boolean synthetic) {
        Amount plus(Amount other) {
            return new Amount(Math.addExact(cents, other.cents), synthetic || other.synthetic);
        }
    }

    private static final class Builder {
        private final Ledger ledger;
        private final Map<Ends, Amount> links = new LinkedHashMap<>();

        private Builder(Ledger ledger) {
            this.ledger = ledger;
        }

        /** Adds what goes from one place to the next, for every entry that says both and belongs to an allocation. */
        void stage(Function<Entry, @Nullable String> from, Function<Entry, @Nullable String> to) {
            Map<Ends, List<Entry>> by = new LinkedHashMap<>();
            for (Entry entry : ledger.entries()) {
                String a = from.apply(entry);
                String b = to.apply(entry);
                if (entry.allocation() != null && a != null && b != null) {
                    by.computeIfAbsent(new Ends(a, b), ends -> new ArrayList<>())
                            .add(entry);
                }
            }
            by.forEach((ends, entries) ->
                    add(ends, new Amount(Sums.of(entries).netApproved(), Ledger.anySynthetic(entries))));
        }

        void regions(String initiative, List<Entry> entries) {
            boolean synthetic = Ledger.anySynthetic(entries);
            equalParts(
                            Sums.of(entries).netApproved(),
                            ledger.initiative(initiative).regions())
                    .forEach((region, cents) -> add(
                            new Ends(Kind.INITIATIVE.id(initiative), Kind.REGION.id(region)),
                            new Amount(cents, synthetic)));
        }

        private void add(Ends ends, Amount amount) {
            if (amount.cents() != 0) {
                links.merge(ends, amount, Amount::plus);
            }
        }

        Flow build() {
            // What a place passes on, or takes in where it is the last.
            SortedMap<String, Amount> into = new TreeMap<>();
            SortedMap<String, Amount> outOf = new TreeMap<>();
            links.forEach((ends, amount) -> {
                outOf.merge(ends.from(), amount, Amount::plus);
                into.merge(ends.to(), amount, Amount::plus);
            });
            SortedMap<String, Amount> places = new TreeMap<>(into);
            places.putAll(outOf);
            List<Node> nodes = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                places.forEach((id, amount) -> {
                    if (id.startsWith(kind.id(""))) {
                        String code = id.substring(kind.id("").length());
                        nodes.add(new Node(id, kind, code, name(kind, code), amount.cents(), amount.synthetic()));
                    }
                });
            }
            return new Flow(
                    List.copyOf(nodes),
                    links.entrySet().stream()
                            .map(each -> new Link(
                                    each.getKey().from(),
                                    each.getKey().to(),
                                    each.getValue().cents(),
                                    each.getValue().synthetic()))
                            .toList());
        }

        private String name(Kind kind, String code) {
            return switch (kind) {
                case AGENCY, RECEIVING_AGENCY -> ledger.agency(code);
                case FUND -> code.equals(FundRows.JUSTICE_SECTOR_FUND) ? "Justice Sector Fund" : code;
                case INITIATIVE -> ledger.initiative(code).title();
                case REGION -> code.equals(UNKNOWN_REGION) ? "Not known yet" : ledger.region(code);
            };
        }
    }
}
