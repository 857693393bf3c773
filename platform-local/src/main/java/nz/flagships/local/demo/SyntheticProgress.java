package nz.flagships.local.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up what was in the way of the Flagships and what they put out, from a fixed seed. Its output is committed, as that of
 * {@link SyntheticGenerator} is. Nothing in it happened, and its titles say so.
 */
final class SyntheticProgress {
    private static final long SEED = 20140401L;
    private static final LocalDate FIRST_DAY = LocalDate.of(2014, 3, 3);

    /** What is in the way, with what kind of thing it is; no cell of a file has a comma in it. */
    private record Hindrance(String title, String category) {}

    private static final List<String> LOCAL = List.of("PK-ALCOHOL", "HM-YOUTH-REINTEGRATION", "EC-FAMILY-VIOLENCE");
    private static final List<String> COMMON = List.of(
            "FF-JOINT-CASES", "FF-SERVICE-DELIVERY", "FF-DRIVER-LICENSING", "FF-YOUTH-CRIME", "FF-FAMILY-VIOLENCE");
    /** Each of these is in the way in all three areas: one barrier, linked. */
    private static final List<Hindrance> SHARED = List.of(
            new Hindrance("Invented: agencies may not share addresses", "INFORMATION_SHARING"),
            new Hindrance("Invented: case systems cannot exchange files", "TECHNOLOGY"),
            new Hindrance("Invented: no money for interpreters", "FUNDING"));

    private static final List<Hindrance> OWN = List.of(
            new Hindrance("Invented: no room for a private talk", "PREMISES"),
            new Hindrance("Invented: two agencies use different forms", "PROCESS"),
            new Hindrance("Invented: a vacancy was not filled", "STAFFING"),
            new Hindrance("Invented: few of those invited come", "PARTICIPATION"),
            new Hindrance("Invented: a rule asks for a paper copy", "LEGISLATION"));
    private static final List<String> SEVERITIES = List.of("LOW", "MEDIUM", "MEDIUM", "HIGH");
    private static final List<String> ADVICE = List.of(
            "Invented: use the agreement that covers it already",
            "Invented: ask the owner of the building together",
            "Invented: try it with one form for three months");
    private static final List<String> AREAS = List.of("PAPAKURA", "HAMILTON", "EAST-COAST");

    private final Random random = new Random(SEED);

    private SyntheticProgress() {}

    /** Barriers of the eight initiatives: some escalated and advised, most resolved, a few reopened, nine linked by threes. */
    static String barriers() {
        return new SyntheticProgress().writeBarriers();
    }

    /** Quarterly outputs of four initiatives, from the winter of 2014 to the end of 2016. */
    static String outputs() {
        return new SyntheticProgress().writeOutputs();
    }

    private String writeBarriers() {
        List<List<String>> rows = new ArrayList<>();
        for (int shared = 0; shared < SHARED.size(); shared++) {
            for (String initiative : LOCAL) {
                boolean first = initiative.equals(LOCAL.getFirst());
                rows.add(barrier(
                        initiative,
                        "INVENTED-S" + (shared + 1),
                        SHARED.get(shared),
                        first ? "" : LOCAL.getFirst() + "/INVENTED-S" + (shared + 1)));
            }
        }
        for (String initiative : LOCAL) {
            own(rows, initiative, 2);
        }
        for (String initiative : COMMON) {
            own(rows, initiative, 3);
        }
        return SyntheticGenerator.table(
                "initiative,barrier,title,category,severity,raised_on,same_as,escalated_on,advised_on,advice,resolved_on,"
                        + "resolution,reopened_on,reopening_reason",
                rows);
    }

    private void own(List<List<String>> rows, String initiative, int many) {
        for (int number = 1; number <= many; number++) {
            rows.add(barrier(initiative, "INVENTED-" + number, OWN.get(random.nextInt(OWN.size())), ""));
        }
    }

    private List<String> barrier(String initiative, String code, Hindrance what, String sameAs) {
        LocalDate raised = FIRST_DAY.plusDays(random.nextInt(700));
        boolean isEscalated = random.nextInt(3) > 0;
        LocalDate escalated = raised.plusDays(7 + random.nextInt(50));
        boolean isAdvised = isEscalated && random.nextInt(4) > 0;
        LocalDate advised = escalated.plusDays(5 + random.nextInt(60));
        LocalDate last = isAdvised ? advised : isEscalated ? escalated : raised;
        // What waits for the National Office is not resolved meanwhile.
        boolean isResolved = (isAdvised || !isEscalated) && random.nextInt(4) > 0;
        LocalDate resolved = last.plusDays(10 + random.nextInt(120));
        boolean isReopened = isResolved && random.nextInt(6) == 0;
        return List.of(
                initiative,
                code,
                what.title(),
                what.category(),
                SEVERITIES.get(random.nextInt(SEVERITIES.size())),
                raised.toString(),
                sameAs,
                isEscalated ? escalated.toString() : "",
                isAdvised ? advised.toString() : "",
                isAdvised ? ADVICE.get(random.nextInt(ADVICE.size())) : "",
                isResolved ? resolved.toString() : "",
                isResolved ? random.nextInt(3) == 0 ? "WORKED_AROUND" : "REMOVED" : "",
                isReopened ? resolved.plusDays(20 + random.nextInt(60)).toString() : "",
                isReopened ? "Invented: it came back" : "");
    }

    private String writeOutputs() {
        List<List<String>> rows = new ArrayList<>();
        for (String area : AREAS) {
            counted(rows, "FF-DRIVER-LICENSING", "LICENCES_GAINED", area, 30);
            counted(rows, "FF-FAMILY-VIOLENCE", "RESTORATIVE_JUSTICE_CONFERENCES", area, 8);
        }
        counted(rows, "PK-ALCOHOL", "PANEL_HEARINGS", "PAPAKURA", 12);
        counted(rows, "JSF-INTERLOCKS", "INTERLOCKS_FITTED", "NZ", 60);
        return SyntheticGenerator.table("initiative,output,region,period,quantity", rows);
    }

    private void counted(List<List<String>> rows, String initiative, String output, String region, int about) {
        for (int quarter = 0; quarter < 10; quarter++) {
            int month = 2 + quarter;
            rows.add(List.of(
                    initiative,
                    output,
                    region,
                    (2014 + month / 4) + "-Q" + (month % 4 + 1),
                    Integer.toString(about / 2 + about * quarter / 10 + random.nextInt(about))));
        }
    }
}
