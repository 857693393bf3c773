package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.system.deployment.Watched.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is woken finds the page: alerts, runbooks and links agree. */
class OperationsPagesTest {
    private static final Path PAGES = Watched.ROOT.resolve("docs/operations");
    private static final Pattern ROW = Pattern.compile("\\| \\[[^]]+]\\((runbooks/[a-z-]+\\.md)\\)[^|]*\\|([^|]*)\\|");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void the_index_leads_from_each_alert_to_its_runbook() throws IOException {
        Map<String, String> index = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGES.resolve("README.md")));
        while (row.find()) {
            for (String alert : row.group(2).split(",")) {
                index.put(alert.strip(), "docs/operations/" + row.group(1));
            }
        }
        index.remove("");

        Map<String, String> rules = new TreeMap<>();
        for (Rule rule : Watched.rules()) {
            if (rule.isAlert()) {
                // three speeds of one promise stand in one row
                String name = rule.alert().replaceFirst("^(WritesRefused|FiguresLate|QueriesSlow).*", "$1…");
                rules.put(name, rule.annotation("runbook"));
            }
        }
        assertThat(index).isEqualTo(rules);
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Watched.ROOT.resolve("docs"))) {
            return Stream.concat(
                    docs.filter(page -> page.toString().endsWith(".md")).toList().stream(),
                    Stream.of("README.md", "CONTRIBUTING.md", "k8s/README.md").map(Watched.ROOT::resolve))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_link_leads_somewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            assertThat(page.resolveSibling(link.group(1)))
                    .as("%s in %s", link.group(1), page)
                    .exists();
        }
    }
}
