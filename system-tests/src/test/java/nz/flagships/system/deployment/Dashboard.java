package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dashboard of Grafana, made from the few words that {@code dashboards.yaml} has for it. */
final class Dashboard {
    /** Where a runbook is read; an installation may set its own in the variable of that name. */
    private static final String RUNBOOK = "${runbooks}/%s.md";

    private static final int WIDTH = 24;
    private static final int LINES_WIDTH = 8;
    private static final int STAT_WIDTH = 4;
    private static final int HEIGHT = 7;

    private final JsonNode said;
    private final JsonNode parts;
    private final ArrayNode panels = Watched.JSON.createArrayNode();
    private int id;
    private int x;
    private int y;

    private Dashboard(JsonNode said, JsonNode parts) {
        this.said = said;
        this.parts = parts;
    }

    static String file(JsonNode said) {
        return said.get("file").asText() + ".json";
    }

    /** The whole of it, as Grafana reads it. */
    static ObjectNode of(JsonNode said, JsonNode parts) {
        return new Dashboard(said, parts).make();
    }

    private ObjectNode make() {
        for (JsonNode row : rows()) {
            row(row.get("title").asText());
            for (JsonNode panel : row.get("panels")) {
                panel(panel);
            }
        }
        ObjectNode dashboard = Watched.JSON.createObjectNode();
        dashboard
                .put("uid", "flagships-" + said.get("file").asText())
                .put("title", "Flagships: " + said.get("title").asText())
                .put("description", "Made from dashboards.yaml; change that.")
                .put("schemaVersion", 39)
                .put("editable", false)
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("timezone", "Pacific/Auckland");
        dashboard.putArray("tags").add("flagships");
        dashboard.putObject("time").put("from", "now-3h").put("to", "now");
        ArrayNode variables = dashboard.putObject("templating").putArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("label", "Prometheus")
                .put("type", "datasource")
                .put("query", "prometheus");
        ObjectNode namespace = variables
                .addObject()
                .put("name", "namespace")
                .put("label", "Namespace")
                .put("type", "query")
                .put("query", "label_values(flagships_build_info, namespace)")
                .put("refresh", 2)
                .put("includeAll", true)
                .put("allValue", ".*");
        namespace.set("datasource", datasource());
        namespace.putObject("current").put("text", "All").put("value", "$__all");
        variables
                .addObject()
                .put("name", "runbooks")
                .put("type", "textbox")
                .put("label", "Runbooks at")
                .put("query", "docs/operations/runbooks");
        ArrayNode links = dashboard.putArray("links");
        links.addObject()
                .put("type", "dashboards")
                .put("title", "Flagships")
                .put("asDropdown", false)
                .put("keepTime", true)
                .putArray("tags")
                .add("flagships");
        ObjectNode annotation =
                dashboard.putObject("annotations").putArray("list").addObject();
        annotation.put("name", "Releases").put("enable", true).put("iconColor", "blue");
        annotation.set("datasource", datasource());
        annotation.put("expr", chosen("changes(count by (version) (flagships_build_info{$s})[5m:1m]) > 0"));
        annotation.put("titleFormat", "{{version}}");
        dashboard.set("panels", panels);
        return dashboard;
    }

    private List<JsonNode> rows() {
        if (said.has("rows")) {
            return Watched.list(said.get("rows"));
        }
        List<JsonNode> rows = new ArrayList<>();
        said.get("parts").forEach(part -> rows.add(parts.required(part.asText())));
        return rows;
    }

    private void row(String title) {
        if (x > 0) {
            y += HEIGHT;
        }
        x = 0;
        ObjectNode row = panels.addObject()
                .put("id", ++id)
                .put("type", "row")
                .put("title", title)
                .put("collapsed", false);
        row.putObject("gridPos").put("x", 0).put("y", y).put("w", WIDTH).put("h", 1);
        row.putArray("panels");
        y += 1;
    }

    private void panel(JsonNode is) {
        String kind = is.get("kind").asText();
        int width = kind.equals("stat") ? STAT_WIDTH : LINES_WIDTH;
        if (x + width > WIDTH) {
            x = 0;
            y += HEIGHT;
        }
        ObjectNode panel = panels.addObject()
                .put("id", ++id)
                .put(
                        "type",
                        switch (kind) {
                            case "stat", "table" -> kind;
                            case "line", "bar" -> "timeseries";
                            default -> throw new IllegalArgumentException("No panel is a " + kind);
                        })
                .put("title", is.get("title").asText())
                .put("description", is.get("says").asText());
        panel.set("datasource", datasource());
        panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", HEIGHT);
        x += width;
        ObjectNode defaults = panel.putObject("fieldConfig").putObject("defaults");
        defaults.put("unit", is.get("unit").asText());
        if (!kind.equals("table")) {
            defaults.put("min", 0);
        }
        if (is.has("levels")) {
            ArrayNode steps =
                    defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
            is.get("levels").fields().forEachRemaining(level -> {
                ObjectNode step =
                        steps.addObject().put("color", level.getValue().asText());
                if (steps.size() == 1) {
                    step.putNull("value");
                } else {
                    step.put("value", Double.parseDouble(level.getKey()));
                }
            });
        }
        if (kind.equals("line") || kind.equals("bar")) {
            ObjectNode custom = defaults.putObject("custom").put("drawStyle", kind.equals("bar") ? "bars" : "line");
            custom.put("fillOpacity", kind.equals("bar") ? 60 : 5);
            custom.putObject("stacking").put("mode", kind.equals("bar") ? "normal" : "none");
            custom.putObject("thresholdsStyle").put("mode", is.has("levels") ? "dashed" : "off");
        }
        if (is.has("runbook")) {
            panel.putArray("links")
                    .addObject()
                    .put("title", "What to do: " + is.get("runbook").asText())
                    .put("url", RUNBOOK.formatted(is.get("runbook").asText()));
        }
        ArrayNode targets = panel.putArray("targets");
        for (Map.Entry<String, JsonNode> line : is.get("lines").properties()) {
            ObjectNode target = targets.addObject()
                    .put("refId", Character.toString('A' + targets.size()))
                    .put("expr", chosen(line.getValue().asText()))
                    .put("legendFormat", line.getKey());
            if (kind.equals("table")) {
                target.put("instant", true).put("format", "table");
            }
        }
    }

    /** The query for this dashboard's service and the namespace that is chosen. */
    private String chosen(String query) {
        String service = said.get("service").asText();
        String equals = service.contains("+") ? "=~" : "=";
        return query.replace("$service", service)
                .replace("$s", "application" + equals + "\"" + service + "\",namespace=~\"$namespace\"");
    }

    private static ObjectNode datasource() {
        return Watched.JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
    }
}
