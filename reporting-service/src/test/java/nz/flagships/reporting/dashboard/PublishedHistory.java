package nz.flagships.reporting.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.initiative.AgencyPublished;
import nz.flagships.events.initiative.BarrierPublished;
import nz.flagships.events.initiative.BudgetPublished;
import nz.flagships.events.initiative.EvaluationsPublished;
import nz.flagships.events.initiative.EvidencePublished;
import nz.flagships.events.initiative.FundPublished;
import nz.flagships.events.initiative.InitiativePublished;
import nz.flagships.events.initiative.LongTermFundingPublished;
import nz.flagships.events.initiative.MeasurePublished;
import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.events.initiative.ProgrammePublished;
import nz.flagships.events.initiative.RegionPublished;
import nz.flagships.events.initiative.SeriesPublished;
import nz.flagships.events.initiative.SourcePublished;
import nz.flagships.events.initiative.TargetPublished;
import nz.flagships.events.initiative.ThemePublished;
import nz.flagships.reporting.Published;
import nz.flagships.reporting.Published.Said;

/**
 * The published history as initiative-service publishes it, one object a line with {@code event}, {@code subject} and
 * {@code data}: {@code dashboard/published.jsonl}, and what became of the Fund, of evaluations, Budget rounds, claims and
 * barriers in {@code dashboard/money-and-evidence.jsonl}, of which the generated is marked so.
 */
final class PublishedHistory {
    private static final Map<String, Class<?>> RECORDS = Stream.of(
                    AgencyPublished.class,
                    BarrierPublished.class,
                    BudgetPublished.class,
                    EvaluationsPublished.class,
                    EvidencePublished.class,
                    FundPublished.class,
                    InitiativePublished.class,
                    LongTermFundingPublished.class,
                    MeasurePublished.class,
                    MilestonePublished.class,
                    ProgrammePublished.class,
                    RegionPublished.class,
                    SeriesPublished.class,
                    SourcePublished.class,
                    TargetPublished.class,
                    ThemePublished.class)
            .flatMap(published -> Stream.of(published.getPermittedSubclasses()))
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private PublishedHistory() {}

    /** Publishes all of it; the answer is its consistency token. */
    static String publish() {
        List<Said> all = new ArrayList<>(read("/dashboard/published.jsonl"));
        all.addAll(read("/dashboard/money-and-evidence.jsonl"));
        return Published.publish(all);
    }

    private static List<Said> read(String name) {
        List<Said> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PublishedHistory.class.getResourceAsStream(name)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(said(Json.MAPPER.readTree(line)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The published history cannot be read", e);
        }
        return all;
    }

    private static Said said(JsonNode line) throws IOException {
        ObjectNode data = (ObjectNode) line.get("data");
        Provenance provenance = Json.MAPPER.treeToValue(data.remove("provenance"), Provenance.class);
        Class<?> event = Objects.requireNonNull(RECORDS.get(line.get("event").asText()), line::toString);
        return Published.said(
                line.get("subject").asText(), (PublishedEvent) Json.MAPPER.treeToValue(data, event), provenance);
    }
}
