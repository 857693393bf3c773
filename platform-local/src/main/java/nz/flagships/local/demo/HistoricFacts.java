package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nz.flagships.local.demo.DemoRows.Row;
import org.jspecify.annotations.Nullable;

/** What was published: observations, targets, initiatives and the accounts of their dates. */
final class HistoricFacts {
    /** Which member of a fact a column of {@code initiatives.csv} became. */
    private static final Map<String, String> MEMBERS =
            Map.of("lead_agency", "leadAgency", "tailored_from", "tailoredFrom", "started_on", "on", "ended_on", "on");

    private final Citations citations;

    HistoricFacts(Citations citations) {
        this.citations = citations;
    }

    List<ObjectNode> observations() {
        return DemoRows.of("observations").stream()
                .map(row -> {
                    String series = row.text("measure") + ":" + row.text("region");
                    return fact("ObservationRecorded", "observations", row, series + ":" + row.text("period"))
                            .about(series)
                            .with("period", row.text("period"))
                            .number("value", row.text("value"))
                            .with("status", row.text("status"))
                            .event();
                })
                .toList();
    }

    List<ObjectNode> targets() {
        return DemoRows.of("targets").stream()
                .map(row -> {
                    String target = row.text("measure") + ":" + row.text("region");
                    DemoFact fact = fact(row.text("event"), "targets", row, target + ":" + row.text("announced_on"))
                            .about(target)
                            .with("announcedOn", row.text("announced_on"));
                    String value = row.optional("target");
                    if (value != null) {
                        fact.number("value", value)
                                .with("unit", row.text("unit"))
                                .with("baseline", row.text("baseline"))
                                .with("by", row.text("by"));
                    }
                    return fact.event();
                })
                .toList();
    }

    /** First every initiative, then what was tailored from what, then when each ran. */
    List<ObjectNode> initiatives() {
        List<Row> rows = DemoRows.of("initiatives");
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : rows) {
            facts.add(fact("InitiativeProposed", row, row.optional("note"), "lead_agency")
                    .with("title", row.text("title"))
                    .with("programme", row.text("programme"))
                    .with("regions", row.list("region"))
                    .with("themes", row.list("theme"))
                    .with("leadAgency", row.text("lead_agency"))
                    .event());
        }
        for (Row row : rows) {
            String from = row.optional("tailored_from");
            if (from != null) {
                facts.add(fact("InitiativeTailored", row, null, "tailored_from")
                        .with("tailoredFrom", from)
                        .event());
            }
        }
        for (Row row : rows) {
            String startedOn = row.optional("started_on");
            if (startedOn != null) {
                facts.add(fact("InitiativeStarted", row, null, "started_on")
                        .with("on", startedOn)
                        .event());
            }
            String endedOn = row.optional("ended_on");
            if (endedOn != null) {
                facts.add(fact("InitiativeClosed", row, null, "ended_on")
                        .with("on", endedOn)
                        .event());
            }
        }
        return facts;
    }

    List<ObjectNode> windows() {
        return DemoRows.of("initiative-windows").stream()
                .map(row -> fact(
                                "InitiativeWindowReported",
                                "initiative-windows",
                                row,
                                row.text("initiative") + ":" + row.text("source"))
                        .about(row.text("initiative"))
                        .with("from", row.text("from"))
                        .with("to", row.optional("to"))
                        .with("source", row.text("source"))
                        .event())
                .toList();
    }

    private DemoFact fact(String name, String file, Row row, String key) {
        String source = row.text("source");
        return DemoFact.initiative(name, file, key, citations.knownFrom(source))
                .provenance("published", source, row.optional("note"), List.of());
    }

    /** A fact of an initiative; it is inferred where the row says so of the column it rests on. */
    private DemoFact fact(String name, Row row, @Nullable String note, String column) {
        String source = row.text("source");
        String inferred = row.optional("inferred");
        boolean isInferred =
                inferred != null && List.of(inferred.split("; ", -1)).contains(column);
        return DemoFact.initiative(name, "initiatives", row.text("code"), citations.knownFrom(source))
                .about(row.text("code"))
                .provenance(
                        "published",
                        source,
                        note,
                        isInferred ? List.of(MEMBERS.getOrDefault(column, column)) : List.of());
    }
}
