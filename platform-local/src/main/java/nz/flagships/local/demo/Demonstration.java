package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./flagships up} loads: the published facts first, then what was made up from a seed, and says so. */
public final class Demonstration {
    /** Who keeps published history; the ministry's stewards do. */
    private static final String STEWARDS = "JUSTICE";

    private Demonstration() {}

    /** The batches, in the order in which they have to be posted: what a later one refers to is in an earlier one. */
    public static List<DemoBatch> batches() {
        Citations citations = new Citations();
        ReferenceFacts reference = new ReferenceFacts(citations);
        HistoricFacts historic = new HistoricFacts(citations);
        EvidenceFacts evidence = new EvidenceFacts(citations);
        List<DemoBatch> batches = new ArrayList<>();
        batches.add(steward("Sources", reference.sources()));
        batches.add(steward("Agencies", reference.agencies()));
        batches.add(steward("Themes", reference.themes()));
        batches.add(steward("Regions", reference.regions()));
        batches.add(steward("Programmes", reference.programmes()));
        batches.add(steward("Measures", reference.measures()));
        batches.add(steward("Series breaks", reference.seriesBreaks()));
        batches.add(steward("Observations", historic.observations()));
        batches.add(steward("Targets", historic.targets()));
        batches.add(steward("Initiatives", historic.initiatives()));
        batches.add(steward("Accounts of dates", historic.windows()));
        // Before the Budget's decisions: what was trialled with the Fund's money was granted long-term funding after
        // that.
        batches.add(steward("Published Fund figures", SyntheticFund.figures(citations)));
        batches.add(steward("Invented initiatives", SyntheticFund.initiatives()));
        batches.addAll(SyntheticFund.ledger());
        batches.add(steward("Claims", evidence.claims()));
        batches.add(steward("Published evaluations", evidence.evaluations()));
        batches.add(steward("Budget decisions", evidence.budget()));
        batches.add(steward("Invented milestones", SyntheticFacts.milestones()));
        batches.add(new DemoBatch(
                "Invented barriers",
                "initiative",
                STEWARDS,
                List.of("steward", "national-office"),
                ProgressFacts.barriers()));
        batches.add(steward("Invented outputs", ProgressFacts.outputs()));
        batches.addAll(SyntheticFacts.cases());
        return List.copyOf(batches);
    }

    private static DemoBatch steward(String title, List<ObjectNode> events) {
        return new DemoBatch(title, "initiative", STEWARDS, List.of("steward"), events);
    }
}
