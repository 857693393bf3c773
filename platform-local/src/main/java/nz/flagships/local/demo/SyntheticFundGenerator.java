package nz.flagships.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nz.flagships.events.FinancialYear;

/**
 * Makes up a ledger of the Justice Sector Fund, since none was published: which agency saved how much, and how much of it
 * went to which initiative when. It meets every published total ({@code fund.csv}) to the cent: 257,000,000 dollars of net
 * approvals to 60 initiatives by 8 March 2017, from five agencies; 66 initiatives by 31 May; 23,150,000 available on
 * 31 October 2017; 6,500,000 to Corrections on 1 May 2015, 1,400,000 to the Integrated Safety Response on 25 October
 * 2016, 4,730,000 to Ngā Maata Waka on 1 April 2017. Its output is committed, and a test holds the two together.
 */
public final class SyntheticFundGenerator {
    /** {@link Random} is specified to the bit, so that a seed gives the same rows on every Java. */
    private static final long SEED = 20170308L;

    private static final long DOLLAR = 100;
    private static final long MILLION = 1_000_000 * DOLLAR;
    private static final LocalDate FIRST_APPROVAL = LocalDate.of(2012, 9, 10);
    private static final LocalDate LAST_APPROVAL = LocalDate.of(2017, 2, 20);
    private static final LocalDate END = LocalDate.of(2017, 10, 31);

    private static final long NET_BY_MARCH_2017 = 257 * MILLION;
    private static final int INVENTED_BY_MARCH_2017 = 50;
    private static final long NET_AFTER = 9_600_000 * DOLLAR;
    private static final int INVENTED_AFTER = 5;
    private static final long RETURNED_AFTER = 500_000 * DOLLAR;
    private static final long AVAILABLE_AT_THE_END = 23_150_000 * DOLLAR;
    private static final long NGA_MAATA_WAKA = 4_730_000 * DOLLAR;

    /** The initiatives that are named, with the agency that spends the money. */
    private static final Map<String, String> NAMED = named();

    /** What each agency saves of a hundred. */
    private static final Map<String, Integer> SHARES = shares();

    /** What is saved in each financial year, in millions, but for the last, which makes up the rest. */
    private static final List<Integer> SAVED = List.of(64, 58, 60, 54, 38);

    private static final List<String> RECEIVERS = List.of("POLICE", "CORRECTIONS", "JUSTICE");
    private static final List<String> THEMES = List.of(
            "VICTIM_SAFETY",
            "REINTEGRATION",
            "YOUTH_CRIME",
            "FAMILY_VIOLENCE",
            "ALCOHOL",
            "COURT_MODERNISATION",
            "MENTAL_HEALTH",
            "GANGS",
            "ROAD_SAFETY",
            "RESTORATIVE_JUSTICE");
    private static final List<String> REGIONS = List.of(
            "NZ",
            "NZ",
            "DIST-NORTHLAND",
            "DIST-WAITEMATA",
            "DIST-AUCKLAND-CITY",
            "DIST-COUNTIES-MANUKAU",
            "DIST-WAIKATO",
            "DIST-BAY-OF-PLENTY",
            "DIST-EASTERN",
            "DIST-CENTRAL",
            "DIST-WELLINGTON",
            "DIST-TASMAN",
            "DIST-CANTERBURY",
            "DIST-SOUTHERN",
            "DIST-EASTERN+DIST-BAY-OF-PLENTY",
            "DIST-AUCKLAND-CITY+DIST-COUNTIES-MANUKAU+DIST-WAITEMATA");

    private final Random random = new Random(SEED);
    private final List<List<String>> initiatives = new ArrayList<>();
    private final List<List<String>> lots = new ArrayList<>();
    private final List<List<String>> allocations = new ArrayList<>();
    private final List<List<String>> movements = new ArrayList<>();
    private final Map<String, Long> available = new TreeMap<>();
    private final Map<String, LocalDate> bankedOn = new TreeMap<>();

    private SyntheticFundGenerator() {
        generate();
    }

    /** An allocation while it is made up; extra is approved on top of the net amount, and cancelled or returned again. */
    private record Plan(String initiative, String receiver, long net, long extra, boolean returns, LocalDate on) {}

    private static Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("JSF-INTERLOCKS", "JUSTICE");
        named.put("JSF-AVL", "JUSTICE");
        named.put("JSF-FV-VICTIMS", "JUSTICE");
        named.put("JSF-FINGERPRINT", "POLICE");
        named.put("JSF-IWI-PANELS", "POLICE");
        named.put("JSF-PRISON-MENTAL-HEALTH", "CORRECTIONS");
        named.put("JSF-INVESTMENT-APPROACH", "JUSTICE");
        named.put("JSF-GANG-INTELLIGENCE", "POLICE");
        return named;
    }

    private static Map<String, Integer> shares() {
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("CORRECTIONS", 32);
        shares.put("JUSTICE", 24);
        shares.put("CROWN_LAW", 4);
        shares.put("SFO", 2);
        // Whatever rounding leaves.
        shares.put("POLICE", 38);
        return shares;
    }

    /**
     * Writes the files.
     *
     * @param args the folder of the demonstration's files
     */
    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(Path.of(args[0]).resolve(file.getKey() + ".csv"), file.getValue());
        }
    }

    /** The tables by the names of their files. */
    static Map<String, String> files() {
        SyntheticFundGenerator made = new SyntheticFundGenerator();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "synthetic-fund-initiatives",
                table("code,title,region,theme,lead_agency,proposed_on,approved_on,started_on", made.initiatives));
        files.put("synthetic-fund-lots", table("lot,agency,year,amount_cents,banked_on", made.lots));
        files.put(
                "synthetic-fund-allocations",
                table(
                        "allocation,bid,initiative,receiving_agency,amount_cents,profile,lots,submitted_on,assessed_on,"
                                + "proposed_on,endorsed_on,approved_on",
                        made.allocations));
        files.put("synthetic-fund-movements", table("event,about,amount_cents,on,from,to", made.movements));
        return files;
    }

    private void generate() {
        bank();
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan("JSF-OUT-OF-GATE", "CORRECTIONS", 6_500_000 * DOLLAR, 0, false, LocalDate.of(2015, 5, 1)));
        plans.add(new Plan("JSF-ISR", "POLICE", 1_400_000 * DOLLAR, 0, false, LocalDate.of(2016, 10, 25)));
        plans.addAll(untilMarch());
        plans.add(new Plan("JSF-NGA-MAATA-WAKA", "JUSTICE", NGA_MAATA_WAKA, 0, false, LocalDate.of(2017, 4, 1)));
        List<Long> amounts = split(NET_AFTER, INVENTED_AFTER);
        for (int i = 0; i < INVENTED_AFTER; i++) {
            plans.add(new Plan(
                    invent(
                            INVENTED_BY_MARCH_2017 + i + 1,
                            LocalDate.of(2017, 4, 10).plusDays(8L * i)),
                    initiatives.getLast().get(4),
                    amounts.get(i),
                    0,
                    false,
                    LocalDate.of(2017, 4, 10).plusDays(8L * i)));
        }
        plans.sort(Comparator.comparing(Plan::on).thenComparing(Plan::initiative));
        plans.forEach(this::allocate);
        movements.sort(Comparator.<List<String>, String>comparing(row -> row.get(3)));
    }

    private void bank() {
        long rest = AVAILABLE_AT_THE_END + NET_BY_MARCH_2017 + NGA_MAATA_WAKA + NET_AFTER - RETURNED_AFTER;
        for (int i = 0; i <= SAVED.size(); i++) {
            int year = 2012 + i;
            long saved = i < SAVED.size() ? SAVED.get(i) * MILLION : rest;
            rest -= saved;
            long left = saved;
            for (Map.Entry<String, Integer> share : SHARES.entrySet()) {
                // Not to round figures: the cents of the shares are there to be split.
                long cents = share.getKey().equals("POLICE")
                        ? left
                        : saved / 100 * share.getValue() - random.nextInt(100_000) * 7L;
                left -= cents;
                lot(share.getKey(), year, cents, LocalDate.of(year, Month.JULY, 20 + random.nextInt(10)));
            }
        }
        // Counted twice, and taken back: of no consequence for any balance later on.
        String again = "INVENTED-POLICE-FY2014-AGAIN";
        lots.add(List.of(again, "POLICE", "FY2014", Long.toString(300_000 * DOLLAR), "2014-09-01"));
        move("SavingReversed", again, 300_000 * DOLLAR, LocalDate.of(2014, 11, 14));
    }

    private void lot(String agency, int year, long cents, LocalDate on) {
        String code = "INVENTED-" + agency + "-FY" + year;
        lots.add(List.of(code, agency, "FY" + year, Long.toString(cents), on.toString()));
        available.put(code, cents);
        bankedOn.put(code, on);
    }

    /** The 58 others of the sixty, one every four weeks. */
    private List<Plan> untilMarch() {
        List<String> codes = new ArrayList<>(NAMED.keySet());
        int many = codes.size() + INVENTED_BY_MARCH_2017;
        List<LocalDate> days = new ArrayList<>();
        long span = LAST_APPROVAL.toEpochDay() - FIRST_APPROVAL.toEpochDay();
        for (int i = 0; i < many; i++) {
            days.add(FIRST_APPROVAL.plusDays(span * i / (many - 1)));
        }
        List<Integer> turn = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            turn.add(i);
        }
        Collections.shuffle(turn, random);
        List<Long> amounts = split(NET_BY_MARCH_2017 - 7_900_000 * DOLLAR, many);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            LocalDate on = days.get(turn.get(i));
            boolean named = i < codes.size();
            String code = named ? codes.get(i) : invent(i - codes.size() + 1, on);
            String receiver = named
                    ? NAMED.getOrDefault(code, "JUSTICE")
                    : initiatives.getLast().get(4);
            boolean early = on.isBefore(LocalDate.of(2015, 7, 1));
            long extra = early && i % 5 == 0 ? (50_000 + random.nextInt(400_000)) * DOLLAR + random.nextInt(100) : 0;
            plans.add(new Plan(code, receiver, amounts.get(i), extra, i % 2 == 0, on));
        }
        return plans;
    }

    private String invent(int number, LocalDate approved) {
        String code = String.format(Locale.ROOT, "JSF-INVENTED-%02d", number);
        String theme = one(THEMES);
        initiatives.add(List.of(
                code,
                String.format(
                        Locale.ROOT,
                        "Invented initiative %02d of the Fund: %s",
                        number,
                        theme.toLowerCase(Locale.ROOT).replace('_', ' ')),
                one(REGIONS),
                theme,
                one(RECEIVERS),
                approved.minusDays(120).toString(),
                approved.toString(),
                approved.plusDays(28).toString()));
        return code;
    }

    /** Splits an amount into parts of very different size, all in whole thousands of dollars but for one. */
    private List<Long> split(long amount, int parts) {
        List<Long> weights = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            weights.add(10L + random.nextInt(90));
        }
        long all = weights.stream().mapToLong(Long::longValue).sum();
        List<Long> split = new ArrayList<>();
        long left = amount;
        for (int i = 1; i < parts; i++) {
            long part = amount / all * weights.get(i) / (1_000 * DOLLAR) * (1_000 * DOLLAR);
            split.add(part);
            left -= part;
        }
        split.addFirst(left);
        return split;
    }

    private void allocate(Plan plan) {
        String number = String.format(Locale.ROOT, "%03d", allocations.size() + 1);
        String code = "INVENTED-" + number;
        long amount = plan.net() + plan.extra();
        List<Long> years = new ArrayList<>();
        int many = 1 + random.nextInt(3);
        for (int i = 1; i < many; i++) {
            years.add(amount / many / DOLLAR * DOLLAR);
        }
        years.addFirst(amount - years.stream().mapToLong(Long::longValue).sum());
        FinancialYear first = FinancialYear.of(plan.on());
        List<String> profile = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            profile.add(FinancialYear.of(first.first().plusYears(i)) + ":" + years.get(i));
        }
        allocations.add(List.of(
                code,
                "INVENTED-BID-" + number,
                plan.initiative(),
                plan.receiver(),
                Long.toString(amount),
                String.join("+", profile),
                draws(amount, plan.on()),
                plan.on().minusDays(60).toString(),
                plan.on().minusDays(45).toString(),
                plan.on().minusDays(30).toString(),
                plan.on().minusDays(7).toString(),
                plan.on().toString()));
        spend(plan, code, first, years);
    }

    /** From the lots of one agency first, drawn by how much it saves, and the oldest first; then from any other. */
    private String draws(long amount, LocalDate on) {
        int lottery = random.nextInt(100);
        String chosen = "POLICE";
        for (Map.Entry<String, Integer> share : SHARES.entrySet()) {
            lottery -= share.getValue();
            if (lottery < 0) {
                chosen = share.getKey();
                break;
            }
        }
        String agency = "INVENTED-" + chosen + "-";
        List<String> order = available.keySet().stream()
                .filter(lot -> !bankedOn.getOrDefault(lot, LocalDate.MAX).isAfter(on))
                .sorted(Comparator.<String, Boolean>comparing(lot -> !lot.startsWith(agency))
                        .thenComparing(lot -> lot.substring(lot.length() - 4))
                        .thenComparing(lot -> lot))
                .toList();
        List<String> draws = new ArrayList<>();
        long left = amount;
        for (String lot : order) {
            long cents = Math.min(left, available.getOrDefault(lot, 0L));
            if (cents > 0) {
                draws.add(lot + ":" + cents);
                available.merge(lot, -cents, Long::sum);
                left -= cents;
            }
        }
        if (left > 0) {
            throw new IllegalStateException("By " + on + " less was saved than is to be approved");
        }
        return draws.stream().sorted().collect(Collectors.joining("+"));
    }

    /** What is planned for a year is sent when it begins, and spent in the course of it; what was extra goes back. */
    private void spend(Plan plan, String code, FinancialYear first, List<Long> years) {
        long untransferred = plan.net() + plan.extra();
        if (plan.extra() > 0 && !plan.returns()) {
            move("AllocationCancelled", code, plan.extra(), plan.on().plusDays(14));
            untransferred = plan.net();
        }
        long unspent = plan.extra() > 0 && plan.returns() ? plan.extra() : 0;
        boolean returnsLater = laterReturn(plan) > 0;
        long carried = 0;
        for (int i = 0; i < years.size(); i++) {
            LocalDate begins = first.first().plusYears(i).plusDays(45);
            LocalDate on = begins.isAfter(plan.on()) ? begins : plan.on().plusDays(21);
            FinancialYear year = FinancialYear.of(on);
            long planned = years.get(i) + carried;
            boolean carries = i == 0 && years.size() > 1 && unspent == 0 && random.nextInt(6) == 0;
            carried = carries ? planned / 4 : 0;
            long cents = Math.min(untransferred, planned - carried);
            if (on.isAfter(END) || cents <= 0) {
                return;
            }
            move("FundsTransferred", code, cents, on);
            untransferred -= cents;
            LocalDate yearEnd = year.last().minusDays(10);
            if (carries && !yearEnd.isAfter(END)) {
                movements.add(List.of(
                        "AllocationCarriedForward",
                        code,
                        Long.toString(carried),
                        yearEnd.toString(),
                        year.text(),
                        FinancialYear.of(year.last().plusDays(1)).text()));
            }
            long kept = i == years.size() - 1 ? unspent : 0;
            if (i == 0 && returnsLater) {
                kept += laterReturn(plan);
            }
            LocalDate spentOn = on.plusDays(150);
            if (!spentOn.isAfter(END) && cents > kept) {
                move("FundsDrawnDown", code, cents - kept, spentOn);
            }
            if (kept > 0 && kept == unspent) {
                move("UnspentFundsReturned", code, unspent, spentOn.plusDays(30));
            }
        }
        if (returnsLater) {
            move("UnspentFundsReturned", code, laterReturn(plan), LocalDate.of(2017, 9, 15));
        }
    }

    /** One initiative gives back after May 2017 what it did not spend. */
    private static long laterReturn(Plan plan) {
        return plan.initiative().equals("JSF-INVENTED-01") ? RETURNED_AFTER : 0;
    }

    private void move(String event, String about, long cents, LocalDate on) {
        movements.add(List.of(event, about, Long.toString(cents), on.toString(), "", ""));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String table(String header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(header).append('\n');
        rows.forEach(row -> table.append(String.join(",", row)).append('\n'));
        return table.toString();
    }
}
