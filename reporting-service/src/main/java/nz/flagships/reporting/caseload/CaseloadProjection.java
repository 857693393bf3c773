package nz.flagships.reporting.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.Objects;
import nz.flagships.events.cases.CaseClosed;
import nz.flagships.events.cases.CaseOpened;
import nz.flagships.events.cases.CaseReopened;
import nz.flagships.events.cases.LeadAgencyChanged;
import nz.flagships.reporting.readmodel.Fact;
import nz.flagships.reporting.readmodel.FactProjection;
import nz.flagships.reporting.readmodel.Table;

/**
 * Keeps what the caseload is counted from: where a case is, who has led it, and the months in which it was opened and closed.
 */
@ApplicationScoped
public class CaseloadProjection extends FactProjection {
    private static final Table CASE = Table.of("joint_case", 1, "stream", "region", "agency");
    private static final Table CHANGE = Table.of("joint_case_change", 2, "stream", "version", "change", "month");
    private static final Table LEAD = Table.of("joint_case_lead", 2, "stream", "agency");

    CaseloadProjection() {
        super("caseload", "case", "case");
    }

    @Override
    protected void note(Fact fact, Batch rows) {
        switch (fact.name()) {
            case "CaseOpened" -> {
                CaseOpened e = fact.says(CaseOpened.class);
                rows.of(CASE).add(fact, stream(fact), e.region(), e.leadAgency());
                rows.of(LEAD).add(fact, stream(fact), e.leadAgency());
                change(fact, rows, Change.OPENED, e.openedIn());
            }
            case "LeadAgencyChanged" ->
                rows.of(LEAD)
                        .add(
                                fact,
                                stream(fact),
                                fact.says(LeadAgencyChanged.class).to());
            case "CaseClosed" ->
                change(fact, rows, Change.CLOSED, fact.says(CaseClosed.class).closedIn());
            case "CaseReopened" ->
                change(
                        fact,
                        rows,
                        Change.REOPENED,
                        fact.says(CaseReopened.class).reopenedIn());
            default -> {
                // Other facts change no count.
            }
        }
    }

    private static void change(Fact fact, Batch rows, Change change, YearMonth month) {
        rows.of(CHANGE).add(fact, stream(fact), fact.event().sequence(), change, month.atDay(1));
    }

    private static String stream(Fact fact) {
        return Objects.requireNonNull(fact.event().subject(), "private events are never offered");
    }
}
