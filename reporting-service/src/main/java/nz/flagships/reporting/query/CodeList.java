package nz.flagships.reporting.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import nz.flagships.reporting.readmodel.Row;
import org.jspecify.annotations.Nullable;

/**
 * The codes that queries ask by. A code is known when it is in its list, or when a fact names it whose list has not said
 * anything of it yet: streams come in any order. Columns of one name hold codes of one list everywhere.
 */
public enum CodeList {
    REGION(
            "/v1/regions",
            of("region", "code"),
            of("initiatives", "regions[]"),
            of("programme", "regions[]"),
            of("region", "parent"),
            of("region_crosswalk", "maps[]"),
            of("region_merger", "predecessors[]"),
            of("region_end", "merged_into"),
            of("observation", "region"),
            of("target_event", "region"),
            of("series_break", "region"),
            of("claim", "region"),
            of("outputs", "region"),
            of("evaluation", "treated_regions[]"),
            of("evaluation", "comparison_regions[]")),
    MEASURE(
            "/v1/measures",
            of("measure", "code"),
            of("observation", "measure"),
            of("series_break", "measure"),
            of("target_event", "measure"),
            of("claim", "measure"),
            of("evaluation_outcome", "measure"),
            of("evaluation_result", "measure")),
    AGENCY(
            "/v1/agencies",
            of("agency", "code"),
            of("programme", "partners[]"),
            of("initiatives", "ever_agencies[]"),
            of("barriers", "action_by"),
            of("fund_lot", "agency"),
            of("fund_bid", "agency"),
            of("fund_bid_ruling", "by_agency"),
            of("fund_allocation", "receiving_agency"),
            of("fund_endorsement", "by_agency"),
            of("budget_bid", "agency")),
    /** Who may be waited for: an agency, or the National Office. */
    WAITED_FOR(AGENCY, "NATIONAL-OFFICE", "NATIONAL_OFFICE"),
    THEME("/v1/themes", of("theme", "code"), of("initiatives", "themes[]")),
    PROGRAMME("/v1/programmes", of("programme", "code"), of("initiatives", "programme")),
    SOURCE(
            "/v1/sources",
            of("reference", "code"),
            of("initiatives", "sources[]"),
            of("evaluation_result", "by_source"),
            of("claim", "by_source"),
            of("fund_figure", "cited"),
            cited("agency"),
            cited("theme"),
            cited("programme"),
            cited("reference"),
            cited("region"),
            cited("measure"),
            of("milestones", "provenance_source"),
            of("barriers", "provenance_source"),
            of("outputs", "provenance_source"),
            cited("series_break"),
            cited("target_event"),
            cited("evaluation"),
            cited("evaluation_result"),
            cited("budget_round"),
            cited("budget_bid"),
            cited("budget_decision"),
            cited("claim"),
            cited("fund_lot"),
            cited("fund_bid"),
            cited("fund_allocation"),
            cited("fund_figure"),
            cited("fund_entry"),
            cited("observation")),
    INITIATIVE(
            "/v1/initiatives",
            of("initiatives", "code"),
            of("initiatives", "tailored_from"),
            of("fund_allocation", "initiative"),
            of("fund_bid", "initiative"),
            of("budget_bid", "initiative"),
            of("budget_decision", "initiative"),
            of("outputs", "initiative"),
            of("initiative_evidence", "initiative")),
    /** What evaluations are of. */
    SUBJECT(
            "/v1/evaluations",
            of("initiatives", "code"),
            of("evaluation", "subject"),
            of("evaluation_conclusion", "subject")),
    EVALUATION("/v1/evaluations", of("evaluation", "evaluation"), of("evaluation_conclusion", "evaluation")),
    MILESTONE("/v1/milestones", of("milestones", "code")),
    BARRIER("/v1/barriers", of("barriers", "barrier")),
    /** What milestones are added up by. */
    SUMMED(
            "/v1/regions or /v1/initiatives",
            of("region", "code"),
            of("initiatives", "code"),
            of("initiatives", "regions[]")),
    /** A barrier with its initiative, {@code PK-ALCOHOL/B1}. */
    BARRIER_REF(
            "/v1/barriers",
            of("barriers", "initiative || '/' || barrier"),
            of("barriers", "linked[]"),
            of("barriers", "carried_from"),
            of("barriers", "carried_to")),
    ROUND("/v1/budget/rounds", of("budget_round", "round"), of("budget_bid", "round"), of("budget_decision", "round")),
    FUND(
            "/v1/fund/lots",
            List.of("JUSTICE-SECTOR-FUND", "JUSTICE_SECTOR_FUND"),
            of("fund_lot", "fund"),
            of("fund_bid", "fund"),
            of("fund_allocation", "fund"),
            of("fund_figure", "fund")),
    LOT("/v1/fund/lots", of("fund_lot", "lot")),
    BID("/v1/fund/bids", of("fund_bid", "bid"), of("fund_allocation", "bid")),
    ALLOCATION("/v1/fund/allocations", of("fund_allocation", "allocation"));

    private static final int LOOKED_THROUGH = 5_000;
    private static final int WORTH_LISTING = 12;

    private final String list;
    private final List<String> always;
    private final List<Place> places;

    CodeList(String list, Place... places) {
        this(list, List.of(), places);
    }

    CodeList(String list, List<String> always, Place... places) {
        this.list = list;
        this.always = always;
        this.places = List.of(places);
    }

    CodeList(CodeList of, String... always) {
        this.list = of.list;
        this.always = List.of(always);
        this.places = of.places;
    }

    /**
     * Where a code may stand.
     *
     * @param expression of the table's row; several of them in an array where it ends in {@code []}
     */
    private record Place(String table, String expression) {
        private boolean several() {
            return expression.endsWith("[]");
        }

        private String column() {
            return expression.replace("[]", "");
        }

        private String has(String code) {
            return several()
                    ? "exists (select 1 from %s where %s = any (%s))".formatted(table, code, column())
                    : "exists (select 1 from %s where %s = %s)".formatted(table, column(), code);
        }
    }

    private static Place of(String table, String expression) {
        return new Place(table, expression);
    }

    private static Place cited(String table) {
        return new Place(table, "source");
    }

    /** The list of a column's codes by the column's name, or nothing where it holds no codes of another list. */
    public static Optional<CodeList> ofColumn(String column) {
        return Optional.ofNullable(
                switch (column.substring(column.lastIndexOf('.') + 1)) {
                    case "region",
                            "regions",
                            "inRegions",
                            "parent",
                            "maps",
                            "mergedFrom",
                            "mergedInto",
                            "treatedRegions",
                            "comparisonRegions" -> REGION;
                    case "measure" -> MEASURE;
                    case "agency",
                            "agencies",
                            "leadAgency",
                            "partners",
                            "receivingAgency",
                            "receivingAgencies",
                            "endorsedBy",
                            "assessedBy",
                            "declinedBy",
                            "bidder" -> AGENCY;
                    case "waitingFor", "waitsFor" -> WAITED_FOR;
                    case "theme", "themes" -> THEME;
                    case "programme" -> PROGRAMME;
                    case "source", "sources" -> SOURCE;
                    case "initiative", "tailoredFrom" -> INITIATIVE;
                    case "subject" -> SUBJECT;
                    case "evaluation" -> EVALUATION;
                    case "barrier" -> BARRIER;
                    case "carriedTo", "carriedFrom", "linked" -> BARRIER_REF;
                    case "round" -> ROUND;
                    case "fund" -> FUND;
                    case "lot" -> LOT;
                    case "bid" -> BID;
                    case "allocation" -> ALLOCATION;
                    default -> null;
                });
    }

    /** What may be asked for, in words. */
    String offered() {
        return "codes from " + list;
    }

    /**
     * Refuses a query that asks by a code nobody knows.
     *
     * @throws nz.flagships.rest.ProblemException that names the parameter, and the nearest code
     */
    void check(Connection connection, String parameter, Collection<String> codes) throws SQLException {
        List<String> asked =
                codes.stream().filter(code -> !always.contains(code)).distinct().toList();
        if (asked.isEmpty()) {
            return;
        }
        List<String> unknown = Row.list(
                connection,
                "select asked.code as code from unnest(?::text[]) asked (code) where not ("
                        + places.stream().map(place -> place.has("asked.code")).collect(Collectors.joining(" or "))
                        + ") limit 1",
                row -> row.text("code"),
                asked);
        if (!unknown.isEmpty()) {
            throw QueryRule.UNKNOWN_CODE.exception("The parameter %s names a code that is not known; %s"
                    .formatted(parameter, advice(connection, unknown.getFirst())));
        }
    }

    private String advice(Connection connection, String unknown) throws SQLException {
        Place first = places.getFirst();
        List<String> known = Row.list(
                connection,
                "select distinct %s as code from %s order by 1 limit %d"
                        .formatted(first.column(), first.table(), LOOKED_THROUGH),
                row -> row.text("code"));
        String nearest = nearest(unknown, known);
        if (nearest != null) {
            return "the nearest one is " + nearest;
        }
        return known.isEmpty()
                ? "there is none yet"
                : known.size() <= WORTH_LISTING ? "there are " + String.join(", ", known) : "see " + list;
    }

    /** The code that is spelt most like another text; null where none is like it. */
    static @Nullable String nearest(String text, Collection<String> known) {
        String plain = plain(text);
        int most = Math.max(1, plain.length() / 3);
        return known.stream()
                .map(code -> new Distance(code, distance(plain, plain(code))))
                .filter(each -> each.far() <= most)
                .min(Comparator.comparingInt(Distance::far).thenComparing(Distance::code))
                .map(Distance::code)
                .orElse(null);
    }

    private record Distance(String code, int far) {}

    private static String plain(String code) {
        String upper = code.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return upper.substring(0, Math.min(upper.length(), 80));
    }

    /** How many characters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = before + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                before = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
