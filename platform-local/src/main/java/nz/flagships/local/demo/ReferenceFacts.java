package nz.flagships.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.events.PartialDate;
import nz.flagships.local.demo.DemoRows.Row;
import org.jspecify.annotations.Nullable;

/** What the published facts refer to: sources, agencies, themes, regions, programmes, measures and their breaks. */
final class ReferenceFacts {
    private final Citations citations;

    ReferenceFacts(Citations citations) {
        this.citations = citations;
    }

    List<ObjectNode> sources() {
        return DemoRows.of("sources").stream()
                .map(row -> {
                    String citation = row.text("citation");
                    PartialDate published = new PartialDate(row.text("published"));
                    return DemoFact.initiative("SourceRegistered", "sources", row.text("source"), Citations.DEFINED)
                            .about(row.text("source"))
                            .with("citation", citation)
                            .with("published", published.text())
                            .provenance(
                                    "operational",
                                    null,
                                    null,
                                    Citations.gives(citation, published) ? List.of() : List.of("published"))
                            .event();
                })
                .toList();
    }

    List<ObjectNode> agencies() {
        return DemoRows.of("agencies").stream()
                .map(row -> fact("AgencyRegistered", "agencies", row, row.text("code"))
                        .about(row.text("code"))
                        .with("name", row.text("name"))
                        .with("flagshipPartner", row.flag("flagship_partner"))
                        .with("fundMember", row.flag("fund_member"))
                        .event())
                .toList();
    }

    List<ObjectNode> themes() {
        return DemoRows.of("themes").stream()
                .map(row -> fact("ThemeDefined", "themes", row, row.text("code"))
                        .about(row.text("code"))
                        .with("name", row.text("name"))
                        .event())
                .toList();
    }

    /** First every region, then what went into what, then what maps to what: a row may name one that stands below it. */
    List<ObjectNode> regions() {
        List<Row> rows = DemoRows.of("regions");
        List<ObjectNode> facts = new ArrayList<>();
        for (Row row : rows) {
            facts.add(fact("RegionDefined", "regions", row, row.text("code"))
                    .about(row.text("code"))
                    .with("name", row.text("name"))
                    .with("kind", row.text("kind"))
                    .with("parent", row.optional("parent"))
                    .with("validFrom", row.optional("valid_from"))
                    .with("validTo", row.optional("valid_to"))
                    .event());
        }
        for (Row row : rows) {
            List<String> predecessors = lineage(row, "merged:");
            if (!predecessors.isEmpty()) {
                facts.add(sourced("RegionsMerged", "regions", row, row.text("code"))
                        .about(row.text("code"))
                        .with("predecessors", predecessors)
                        .with("on", row.text("valid_from"))
                        .event());
            }
        }
        for (Row row : rows) {
            List<String> maps = lineage(row, "maps:");
            if (!maps.isEmpty()) {
                facts.add(sourced("RegionMapped", "regions", row, row.text("code"))
                        .about(row.text("code"))
                        .with("maps", maps)
                        .event());
            }
        }
        return facts;
    }

    private static List<String> lineage(Row row, String prefix) {
        String lineage = row.optional("lineage");
        return lineage == null || !lineage.startsWith(prefix)
                ? List.of()
                : List.of(lineage.substring(prefix.length()).split("\\+", -1));
    }

    List<ObjectNode> programmes() {
        return DemoRows.of("programmes").stream()
                .map(row -> fact("ProgrammeDefined", "programmes", row, row.text("code"))
                        .about(row.text("code"))
                        .with("name", row.text("name"))
                        .with("partners", row.list("partners"))
                        .with("regions", row.list("regions"))
                        .event())
                .toList();
    }

    List<ObjectNode> measures() {
        return DemoRows.of("measures").stream()
                .map(row -> fact("MeasureDefined", "measures", row, row.text("code"))
                        .about(row.text("code"))
                        .with("name", row.text("name"))
                        .with("kind", row.text("kind"))
                        .with("unit", row.text("unit"))
                        .with("direction", row.text("direction"))
                        .with("geography", row.text("geography"))
                        .with("sensitivity", row.text("sensitivity"))
                        .event())
                .toList();
    }

    List<ObjectNode> seriesBreaks() {
        return DemoRows.of("series-breaks").stream()
                .map(row -> {
                    String region = row.optional("region");
                    String key = row.text("measure") + ":" + (region == null ? "" : region) + ":" + row.text("on");
                    return fact("SeriesBreakDeclared", "series-breaks", row, key)
                            .about(row.text("measure"))
                            .with("on", row.text("on"))
                            .with("region", region)
                            .with("reason", row.text("reason"))
                            .with("bridgeable", row.flag("bridgeable"))
                            .event();
                })
                .toList();
    }

    /** A fact with what the row says of its source and with its note. */
    private DemoFact fact(String name, String file, Row row, String key) {
        return fact(name, file, row, key, row.optional("note"));
    }

    /** A second fact of a row whose note stands with the first. */
    private DemoFact sourced(String name, String file, Row row, String key) {
        return fact(name, file, row, key, null);
    }

    private DemoFact fact(String name, String file, Row row, String key, @Nullable String note) {
        String source = row.optional("source");
        return DemoFact.initiative(name, file, key, citations.knownFrom(source))
                .provenance(source == null ? "operational" : "published", source, note, List.of());
    }
}
