package nz.flagships.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up milestones and joint cases from a fixed seed. Its output is committed, so that it can be read, and a test
 * holds the two together. Nothing in it happened to anybody, and its titles and references say so.
 */
public final class SyntheticGenerator {
    /** {@link Random} is specified to the bit, so that a seed gives the same rows on every Java. */
    private static final long SEED = 20140101L;

    private static final int CASES = 800;
    private static final int DAYS = 36 * 30;
    private static final LocalDate FIRST_DAY = LocalDate.of(2014, 1, 6);
    private static final LocalDate LAST_DAY = LocalDate.of(2016, 12, 31);

    private static final List<String> INITIATIVES = List.of(
            "PK-ALCOHOL",
            "HM-YOUTH-REINTEGRATION",
            "EC-FAMILY-VIOLENCE",
            "FF-JOINT-CASES",
            "FF-SERVICE-DELIVERY",
            "FF-DRIVER-LICENSING",
            "FF-YOUTH-CRIME",
            "FF-FAMILY-VIOLENCE");
    private static final List<String> STEPS = List.of(
            "agencies agree who does what",
            "staff are trained",
            "the first people are reached",
            "half of the year's plan is done",
            "the first review is written",
            "the work is handed to the areas");
    private static final List<String> DELAYS =
            List.of("Invented: staff were ill", "Invented: rooms were not ready", "Invented: a partner asked for time");

    private static final List<String> AGENCIES = List.of("POLICE", "CORRECTIONS", "JUSTICE", "CYF");
    private static final List<String> AREAS = List.of("PAPAKURA", "HAMILTON", "EAST-COAST");
    private static final List<String> POLICE_AREAS =
            List.of("AREA-COUNTIES-MANUKAU-SOUTH", "AREA-HAMILTON-CITY", "AREA-TAIRAWHITI");
    private static final List<String> LOCAL = List.of("PK-ALCOHOL", "HM-YOUTH-REINTEGRATION", "EC-FAMILY-VIOLENCE");
    private static final List<String> LOCAL_THEMES = List.of("ALCOHOL", "REINTEGRATION", "FAMILY_VIOLENCE");
    private static final List<String> COMMON =
            List.of("FF-JOINT-CASES", "FF-YOUTH-CRIME", "FF-FAMILY-VIOLENCE", "FF-DRIVER-LICENSING");
    private static final List<String> THEMES =
            List.of("FAMILY_VIOLENCE", "YOUTH_CRIME", "JOINT_CASE_MANAGEMENT", "DRIVER_LICENSING", "VICTIM_SAFETY");
    private static final List<String> BASES = List.of(
            "INFORMATION_SHARING_AGREEMENT",
            "CONSENT",
            "MAINTENANCE_OF_THE_LAW",
            "FAMILY_VIOLENCE_ACT",
            "ORANGA_TAMARIKI_ACT");
    private static final List<String> PURPOSES = List.of(
            "VICTIM_SAFETY",
            "REDUCING_REOFFENDING",
            "CHILD_WELLBEING",
            "WHANAU_SUPPORT",
            "COURT_PROCESS",
            "SOCIAL_SERVICES");
    private static final List<String> LEAVINGS = List.of("WORK_COMPLETED", "NOT_INVOLVED", "HANDED_OVER");
    private static final List<String> CLOSINGS =
            List.of("GOALS_MET", "GOALS_MET", "DISENGAGED", "MOVED_AWAY", "HANDED_OVER", "NO_FURTHER_ACTION");
    private static final List<String> OUTCOMES =
            List.of("RISK_REDUCED", "RISK_REDUCED", "RISK_UNCHANGED", "RISK_INCREASED", "NOT_KNOWN");
    private static final List<String> REOPENINGS = List.of("NEW_INCIDENT", "RISK_INCREASED", "AGENCY_REQUEST");

    private final Random random = new Random(SEED);

    private SyntheticGenerator() {}

    /**
     * Writes its files, and those of {@link SyntheticProgress}.
     *
     * @param args the folder of the demonstration's files
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve("synthetic-milestones.csv"), milestones());
        Files.writeString(folder.resolve("synthetic-cases.csv"), cases());
        Files.writeString(folder.resolve("synthetic-barriers.csv"), SyntheticProgress.barriers());
        Files.writeString(folder.resolve("synthetic-outputs.csv"), SyntheticProgress.outputs());
    }

    /** Six milestones for each initiative of the Flagships: in time, late, moved, and a few that were never reached. */
    static String milestones() {
        return new SyntheticGenerator().writeMilestones();
    }

    /** Joint cases in the three areas, by the four agencies. */
    static String cases() {
        return new SyntheticGenerator().writeCases();
    }

    private String writeMilestones() {
        List<List<String>> rows = new ArrayList<>();
        for (String initiative : INITIATIVES) {
            LocalDate due = FIRST_DAY.plusDays(60 + random.nextInt(60));
            for (int step = 0; step < STEPS.size(); step++) {
                LocalDate planned = FIRST_DAY.plusDays(random.nextInt(30));
                LocalDate moved = random.nextInt(4) == 0 ? due.plusDays(14 + random.nextInt(75)) : null;
                LocalDate last = moved == null ? due : moved;
                // One in eight is never reached, a third of the others late.
                LocalDate reached = random.nextInt(8) == 0
                        ? null
                        : random.nextInt(3) == 0
                                ? last.plusDays(1 + random.nextInt(60))
                                : last.minusDays(random.nextInt(15));
                rows.add(List.of(
                        initiative,
                        "INVENTED-" + (step + 1),
                        "Invented: " + STEPS.get(step),
                        planned.toString(),
                        due.toString(),
                        moved == null
                                ? ""
                                : due.minusDays(1 + random.nextInt(20)).toString(),
                        moved == null ? "" : moved.toString(),
                        moved == null ? "" : one(DELAYS),
                        reached == null ? "" : reached.toString()));
                due = due.plusDays(90 + random.nextInt(70));
            }
        }
        return table(
                "initiative,milestone,title,planned_on,due_on,rescheduled_on,rescheduled_to,reason,reached_on", rows);
    }

    private String writeCases() {
        List<List<String>> rows = new ArrayList<>();
        for (int number = 1; number <= CASES; number++) {
            int area = random.nextInt(AREAS.size());
            String region = random.nextInt(10) < 7 ? AREAS.get(area) : POLICE_AREAS.get(area);
            String lead = one(AGENCIES);
            LocalDate opened = FIRST_DAY.plusDays(random.nextInt(DAYS));
            boolean local = random.nextInt(3) == 0;
            String theme = local ? LOCAL_THEMES.get(area) : one(THEMES);
            String referred = local ? LOCAL.get(area) : random.nextInt(3) == 0 ? "" : one(COMMON);
            LocalDate closed = opened.plusDays(20 + random.nextInt(400));
            LocalDate reopened = closed.plusDays(10 + random.nextInt(150));
            LocalDate again = reopened.plusDays(20 + random.nextInt(200));
            boolean isClosed = !closed.isAfter(LAST_DAY) && random.nextInt(10) > 0;
            boolean isReopened = isClosed && !reopened.isAfter(LAST_DAY) && random.nextInt(10) == 0;
            boolean isClosedAgain = isReopened && !again.isAfter(LAST_DAY) && random.nextInt(2) == 0;
            rows.add(List.of(
                    "INVENTED-%04d".formatted(number),
                    lead,
                    opened.toString(),
                    region,
                    themes(theme),
                    one(BASES),
                    "FRONTLINE_FLAGSHIPS",
                    referred,
                    partners(lead),
                    isClosed ? closed.toString() : "",
                    isClosed ? one(CLOSINGS) : "",
                    isClosed ? one(OUTCOMES) : "",
                    isReopened ? reopened.toString() : "",
                    isReopened ? one(REOPENINGS) : "",
                    isClosedAgain ? again.toString() : ""));
        }
        return table(
                "ref,agency,opened_on,region,themes,legal_basis,programme,initiative,partners,closed_on,reason,outcome,"
                        + "reopened_on,reopening_reason,closed_again_on",
                rows);
    }

    private String themes(String first) {
        String second = one(THEMES);
        return random.nextInt(3) > 0 || second.equals(first) ? first : first + "+" + second;
    }

    /** Agencies that were invited, each with what it joined for and why it left, where it did. */
    private String partners(String lead) {
        List<String> partners = new ArrayList<>();
        for (String agency : AGENCIES) {
            if (!agency.equals(lead) && random.nextInt(2) == 0) {
                boolean joined = random.nextInt(8) > 0;
                boolean left = joined && random.nextInt(6) == 0;
                partners.add(agency + "/" + (joined ? one(PURPOSES) : "") + "/" + (left ? one(LEAVINGS) : ""));
            }
        }
        return String.join("+", partners);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** No cell has a comma or a quote in it. */
    static String table(String header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(header).append('\n');
        rows.forEach(row -> table.append(String.join(",", row)).append('\n'));
        return table.toString();
    }
}
