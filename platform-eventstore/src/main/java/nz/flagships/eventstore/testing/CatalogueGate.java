package nz.flagships.eventstore.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import nz.flagships.eventstore.catalogue.FactRoutes;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.Registered;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.testing.Rehearsal.Performed;
import nz.flagships.rest.api.ApiDocument;
import org.junit.jupiter.api.Test;

/**
 * Keeps what is generated from the records in step with them: the catalogue, its page, AsyncAPI, the table of roles, and the
 * table of problem codes. A service has one subclass, in one line; {@code -Dcatalogue.write=true} writes instead of comparing. It also
 * stores every example in order through the real deciders, so an example that is refused fails here.
 */
public abstract class CatalogueGate {
    private static final List<String> SERVICES = List.of("initiative", "case");

    private final String service;
    private final List<? extends Aggregate<?, ?, ?>> aggregates;
    private final List<? extends ReferenceSource<?>> references;

    /** @param references what other services have published, as far as the examples name it */
    protected CatalogueGate(
            String service,
            List<? extends Aggregate<?, ?, ?>> aggregates,
            List<? extends ReferenceSource<?>> references) {
        this.service = service;
        this.aggregates = aggregates;
        this.references = references;
    }

    @Test
    void theCatalogueAndItsPagesAreInStepWithTheRecords() throws IOException {
        List<Performed> performed = new Rehearsal(service, aggregates, references).perform();
        JsonNode catalogue = CatalogueDocuments.catalogue(service, performed);
        Path catalogues = root().resolve("platform-events/src/main/resources/catalogue");
        gate(catalogues.resolve(service + ".json"), CatalogueDocuments.json(catalogue));
        gate(root().resolve("docs/events/" + service + ".md"), CatalogueDocuments.page(service, catalogue, performed));
        gate(
                root().resolve("docs/api/roles-" + service + ".md"),
                CatalogueDocuments.roles(
                        service, performed, Reads.of(new Aggregates(service, aggregates), getClass())));

        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (String each : SERVICES) {
            Path file = catalogues.resolve(each + ".json");
            if (each.equals(service)) {
                all.put(each, catalogue);
            } else if (Files.exists(file)) {
                all.put(each, Json.MAPPER.readTree(Files.readString(file)));
            }
        }
        gate(root().resolve("docs/events/asyncapi.yaml"), CatalogueDocuments.asyncApi(all));
    }

    @Test
    void theTableOfProblemCodesIsInStepWithTheRejections() throws Exception {
        Map<String, String> rows = new TreeMap<>();
        for (Rejection rejection : rejections()) {
            String row = "| `" + rejection.code() + "` | " + rejection.kind().status() + " | " + rejection.title()
                    + " | " + rejection.mend() + " |\n";
            String other = rows.put(rejection.code(), row);
            if (other != null && !other.equals(row)) {
                throw new AssertionError("Two rules have the code " + rejection.code());
            }
        }
        StringBuilder page = new StringBuilder("# Problem codes of " + service + "-service\n\n"
                + "Generated from the rules; those that hold for every service are in [problems.md](problems.md).\n\n"
                + "| Code | Status | Rule | How to mend it |\n|---|---|---|---|\n");
        rows.values().forEach(page::append);
        gate(root().resolve("docs/api/problems-" + service + ".md"), page.toString());
    }

    @Test
    void everyFactStateAndHistoryIsDescribedForClients() {
        Aggregates all = new Rehearsal(service, aggregates, references).aggregates();
        ApiDocument document = new ApiDocument(service + "-service", "test");
        new FactRoutes(all).describe(document);
        JsonNode paths = document.json().path("paths");
        int facts = 0;
        for (Registered registered : all.all()) {
            String one = "/v1/" + registered.aggregate().collection() + "/{id}";
            assertTrue(paths.path(one).has("get"), one + " is not described");
            assertTrue(paths.path(one + "/history").has("get"), one + "/history is not described");
            facts += (int) registered.facts().stream()
                    .filter(fact -> fact.fact().postable())
                    .count();
        }
        int posts = 0;
        for (JsonNode path : paths) {
            posts += path.has("post") ? 1 : 0;
        }
        assertEquals(facts + 1, posts, "One route for each fact, and one that takes events");
    }

    /** Compares a committed file with what it should be, or writes it. */
    static void gate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("catalogue.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(
                expected,
                Files.exists(file) ? Files.readString(file) : "",
                file.getFileName()
                        + " is stale: run this test with -Dcatalogue.write=true, look at the change, commit it");
    }

    /** The project's root, wherever the test runs. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("platform-events/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("The test does not run inside the project");
    }

    /** Every constant of every enum of rules in the service's own classes. */
    private List<Rejection> rejections() throws IOException, ClassNotFoundException {
        Path classes = Path.of("target/classes").toAbsolutePath();
        List<Rejection> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class"))
                    .filter(f -> f.getFileName().toString().contains("Rejection"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                Class<?> type = Class.forName(name);
                if (type.isEnum() && Rejection.class.isAssignableFrom(type)) {
                    for (Object constant : type.getEnumConstants()) {
                        all.add((Rejection) constant);
                    }
                }
            }
        }
        return all;
    }
}
