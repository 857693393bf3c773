package nz.flagships.eventstore.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.catalogue.FactSchemas;
import nz.flagships.eventstore.command.FactType;
import nz.flagships.eventstore.testing.Rehearsal.Performed;
import nz.flagships.rest.api.ApiDocuments;

/** Writes what a rehearsal showed: the catalogue for machines, its pages for people, and AsyncAPI. */
final class CatalogueDocuments {
    private static final ObjectWriter PRETTY = Json.MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private CatalogueDocuments() {}

    static ObjectNode catalogue(String service, List<Performed> all) {
        ObjectNode catalogue = Json.MAPPER.createObjectNode();
        ArrayNode types = catalogue.putArray("eventTypes");
        for (Performed performed : all) {
            FactType fact = performed.fact();
            ObjectNode row = types.addObject();
            row.put("type", fact.type())
                    .put("owner", service + "-service")
                    .put("description", fact.fact().description())
                    .put("postable", fact.fact().postable());
            if (fact.fact().postable()) {
                ObjectNode as = row.putObject("as");
                as.put("agency", fact.fact().by());
                ArrayNode roles = as.putArray("roles");
                fact.exampleRoles().stream().map(Role::claim).forEach(roles::add);
                as.put(
                        "person",
                        fact.fact().person().isEmpty() ? null : fact.fact().person());
            } else {
                row.putNull("as");
            }
            row.set("schema", FactSchemas.event(fact));
            row.set("example", performed.example());
            if (performed.published() == null || performed.record() == null) {
                row.putNull("published");
            } else {
                ObjectNode published = row.putObject("published");
                published.put("type", performed.published().type());
                published.set(
                        "schema",
                        FactSchemas.published(
                                performed.record(), performed.published().type()));
                published.set("example", tree(performed.published().data()));
            }
        }
        return catalogue;
    }

    static String json(JsonNode node) {
        try {
            return PRETTY.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }

    static String page(String service, JsonNode catalogue, List<Performed> all) {
        StringBuilder page = new StringBuilder();
        page.append("# Events of ").append(service).append("-service\n\n");
        page.append(
                "Generated from the records; a test fails when this page is stale. Each can be posted to `POST /v1/events`"
                        + " as a CloudEvent; the whole schemas and examples are at `GET /v1/event-types`.\n\n");
        page.append("| Event | What it says | Who may post it | Published |\n|---|---|---|---|\n");
        for (Performed performed : all) {
            FactType fact = performed.fact();
            String name = fact.name();
            page.append("| [")
                    .append(name)
                    .append("](#")
                    .append(name.toLowerCase(Locale.ROOT))
                    .append(") | ")
                    .append(cell(fact.fact().description()))
                    .append(" | ")
                    .append(fact.fact().postable() ? roles(fact) : "nobody: derived")
                    .append(" | ")
                    .append(performed.published() == null ? "no" : "yes")
                    .append(" |\n");
        }
        for (JsonNode row : catalogue.path("eventTypes")) {
            page.append("\n## ").append(name(row)).append("\n\n");
            page.append(row.path("description").asText()).append(".\n\n");
            page.append("`").append(row.path("type").asText()).append("`\n\n");
            members(page, "posted", row.path("schema").path("properties").path("data"));
            page.append("```json\n").append(json(row.path("example"))).append("```\n");
            if (!row.path("published").isNull()) {
                page.append('\n');
                members(page, "published", row.path("published").path("schema"));
                page.append("```json\n")
                        .append(json(row.path("published").path("example")))
                        .append("```\n");
            }
        }
        return page.toString();
    }

    /** Every command against every role, from what the commands allow. */
    static String roles(String service, List<Performed> all, List<Reads.Row> reads) {
        StringBuilder page = new StringBuilder();
        page.append("# Who may do what in ").append(service).append("-service\n\n");
        page.append(
                "Generated from the commands; tests hold the running service to every cell. A role that is not enough is"
                        + " answered 403 `AUTH-002`, on the route and on `POST /v1/events` alike; no token 401. What a rule asks"
                        + " beyond the role (the agency that leads, another person than the first) is in ["
                        + "problems-" + service + ".md](problems-" + service + ".md).\n\n");
        page.append("| Event | Route |");
        for (Role role : Role.values()) {
            page.append(' ').append(role.claim()).append(" |");
        }
        page.append("\n|---|---|").append("---|".repeat(Role.values().length)).append('\n');
        for (Performed performed : all) {
            FactType fact = performed.fact();
            if (!fact.fact().postable()) {
                continue;
            }
            String collection = "/v1/" + fact.aggregate().aggregate().collection();
            page.append("| ").append(fact.name()).append(" | `");
            page.append(fact.fact().begins() ? collection : collection + "/{id}/" + fact.route());
            page.append("` |");
            for (Role role : Role.values()) {
                page.append(fact.allowed().contains(role) ? " yes |" : " – |");
            }
            page.append('\n');
        }
        reads(page, reads);
        page.append("\nSaid by the service itself, and by nobody else: ")
                .append(all.stream()
                        .map(Performed::fact)
                        .filter(fact -> !fact.fact().postable())
                        .map(FactType::name)
                        .collect(Collectors.joining(", ")))
                .append(".\n");
        return page.toString();
    }

    /** Every route that reads against every role; those that anybody may read need no token. */
    private static void reads(StringBuilder page, List<Reads.Row> reads) {
        page.append(
                "\n## Who may read what\n\nA role says that its agency reads what concerns it; what that is, the rules say.\n\n");
        page.append("| Route | Without a token |");
        for (Role role : Role.values()) {
            page.append(' ').append(role.claim()).append(" |");
        }
        page.append("\n|---|---|").append("---|".repeat(Role.values().length)).append('\n');
        for (Reads.Row row : reads) {
            page.append("| `").append(row.route()).append("` |").append(row.anybody() ? " yes |" : " – |");
            for (Role role : Role.values()) {
                page.append(row.anybody() || row.roles().contains(role) ? " yes |" : " – |");
            }
            page.append('\n');
        }
    }

    private static void members(StringBuilder page, String how, JsonNode schema) {
        page.append("| Member, as ").append(how).append(" | Type | Must be there | Meaning |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (member.getKey().equals("provenance")) {
                continue;
            }
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(member.getKey());
            }
            page.append("| `")
                    .append(member.getKey())
                    .append("` | ")
                    .append(cell(type(member.getValue())))
                    .append(" | ")
                    .append(required ? "yes" : "no")
                    .append(" | ")
                    .append(cell(member.getValue().path("description").asText()))
                    .append(" |\n");
        }
        page.append('\n');
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.get(0).asText() : type.asText();
        if (schema.has("enum")) {
            StringBuilder choices = new StringBuilder();
            for (JsonNode choice : schema.path("enum")) {
                if (!choice.isNull()) {
                    choices.append(choices.isEmpty() ? "" : ", ")
                            .append('`')
                            .append(choice.asText())
                            .append('`');
                }
            }
            return choices.toString();
        }
        return switch (name) {
            case "array" -> "list of " + type(schema.path("items"));
            case "string" -> schema.has("format") ? schema.path("format").asText() : "text";
            default -> name;
        };
    }

    /** One document for both topics, from both services' catalogues. */
    static String asyncApi(Map<String, JsonNode> catalogues) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Events of the Flagships")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "CloudEvents 1.0 on Kafka in binary mode: attributes in ce_ headers, data as the value. The key is"
                                + " the stream, the partition the shard; position counts from 1 in each without holes, and a"
                                + " reader that sees one again skips it. A type that ends in .Private.v1 only holds a"
                                + " position.");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        ObjectNode schemas = components.putObject("schemas");
        schemas.set("Headers", headers());
        catalogues.forEach((service, catalogue) -> {
            ObjectNode channel = channels.putObject(service);
            channel.put("address", "flagships." + service + ".v1");
            channel.put("description", "Everything that " + service + "-service publishes; 16 partitions");
            ObjectNode carried = channel.putObject("messages");
            for (JsonNode row : catalogue.path("eventTypes")) {
                JsonNode published = row.path("published");
                if (!published.isObject()) {
                    continue;
                }
                String type = published.path("type").asText();
                String name = type.split("\\.")[type.split("\\.").length - 2];
                if (messages.has(service + name)) {
                    continue;
                }
                carried.putObject(name).put("$ref", "#/components/messages/" + service + name);
                ObjectNode message = messages.putObject(service + name);
                message.put("name", type)
                        .put("title", name)
                        .put("summary", row.path("description").asText())
                        .put("contentType", "application/json");
                message.putObject("headers").put("$ref", "#/components/schemas/Headers");
                ObjectNode payload = published.path("schema").deepCopy();
                payload.remove(List.of("$schema", "$id"));
                message.set("payload", payload);
                ObjectNode example = message.putArray("examples").addObject();
                example.set("payload", published.path("example"));
            }
            ObjectNode operation =
                    operations.putObject("publish" + Character.toUpperCase(service.charAt(0)) + service.substring(1));
            operation.put("action", "send");
            operation.putObject("channel").put("$ref", "#/channels/" + service);
        });
        return ApiDocuments.yaml(document);
    }

    private static ObjectNode headers() {
        ObjectNode headers = Json.MAPPER.createObjectNode();
        headers.put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("ce_specversion", "1.0");
        meanings.put("ce_id", "The event's id, a UUID version 7");
        meanings.put("ce_source", "The service");
        meanings.put("ce_type", "The type of the event");
        meanings.put("ce_subject", "The stream, aggregate/id; not there for a private event");
        meanings.put("ce_time", "When its source made the fact known");
        meanings.put("ce_recordedat", "When it was recorded");
        meanings.put("ce_knownat", "What a query as known at a time compares");
        meanings.put("ce_sequence", "Its version in the stream");
        meanings.put("ce_position", "Its position in the shard, without holes");
        meanings.put("ce_epoch", "Raised when a restore moved positions back");
        meanings.put("ce_agency", "The agency that said so");
        meanings.put("ce_correlationid", "What belongs together");
        meanings.put("ce_causationid", "What caused it");
        meanings.put("ce_traceparent", "W3C trace context");
        meanings.forEach((name, meaning) ->
                properties.putObject(name).put("type", "string").put("description", meaning));
        return headers;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Published data is JSON", e);
        }
    }

    private static String name(JsonNode row) {
        String[] parts = row.path("type").asText().split("\\.");
        return parts[parts.length - 2];
    }

    private static String roles(FactType fact) {
        return fact.allowed().stream().map(Role::claim).sorted().collect(Collectors.joining(", "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
