package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.local.Tool;
import nz.flagships.system.deployment.Watched.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules ask for what is emitted, fire when they should, and tell whoever is woken what to do. */
class RulesTest {
    private static final Pattern TESTED =
            Pattern.compile("alertname=\"(\\w+)\",alertstate=\"(\\w+)\".*\\{value: ([01])}");

    static Stream<Rule> rules() {
        return Watched.rules().stream();
    }

    static Stream<Rule> alerts() {
        return rules().filter(Rule::isAlert);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void it_asks_only_for_what_somebody_emits(Rule rule) {
        assertThat(Watched.unknown(rule.expr()))
                .as(rule.alert() + rule.record())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void it_tells_whoever_is_woken_what_to_do(Rule alert) {
        assertThat(alert.node().path("labels").path("severity").asText()).isIn("page", "ticket");
        assertThat(alert.annotation("summary")).isNotBlank().doesNotEndWith(".");
        assertThat(alert.annotation("description")).contains("$value").endsWith(".");
        assertThat(Watched.runbooks()).contains(alert.annotation("runbook"));
    }

    @Test
    void no_two_alerts_have_one_name() {
        List<String> names = alerts().map(Rule::alert).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void kubernetes_has_the_same_rules_as_compose() throws IOException {
        ObjectNode rule = Watched.YAML.createObjectNode();
        rule.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
        rule.putObject("metadata").put("name", "flagships");
        rule.putObject("spec").set("groups", Watched.yaml("rules.yaml").get("groups"));
        String expected = "# Made from rules.yaml by RulesTest; write it anew with -Dcatalogue.write=true.\n"
                + Watched.YAML.writeValueAsString(rule);

        assertThat(Watched.committed(Watched.FOLDER.resolve("prometheus-rule.yaml"), expected))
                .as("prometheus-rule.yaml: run this test with -Dcatalogue.write=true, look at the change, commit it")
                .isEqualTo(expected);
    }

    @Test
    void promtool_can_read_them() throws Exception {
        promtool("check", "rules", "rules.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules.test.yaml", "rules.slow.test.yaml"})
    void each_fires_when_it_should_and_not_when_it_should_not(String tests) throws Exception {
        promtool("test", "rules", tests);
    }

    @Test
    void each_alert_is_tried_both_ways() throws IOException {
        Set<String> firing = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (String file : List.of("rules.test.yaml", "rules.slow.test.yaml")) {
            Matcher tested = TESTED.matcher(Files.readString(Watched.FOLDER.resolve(file)));
            while (tested.find()) {
                if (tested.group(2).equals("firing")) {
                    (tested.group(3).equals("1") ? firing : silent).add(tested.group(1));
                }
            }
        }
        Set<String> names = new TreeSet<>(alerts().map(Rule::alert).toList());

        assertThat(firing).isEqualTo(names);
        assertThat(silent).containsAll(names);
    }

    @Test
    void a_misspelt_metric_or_label_would_be_found() {
        assertThat(Watched.unknown("flagships_relay_oldest_unpublished > 30"))
                .containsExactly("flagships_relay_oldest_unpublished is emitted by nobody");
        assertThat(Watched.unknown("flagships_facts_total{outcome=\"failed\"}"))
                .containsExactly("flagships_facts_total has no label [outcome]");
    }

    @Test
    void what_is_declared_as_of_others_is_used() {
        List<String> used = new ArrayList<>();
        rules().forEach(rule -> PromQl.selectors(rule.expr()).forEach(s -> used.add(s.metric())));
        JsonNode foreign = Watched.yaml("foreign-metrics.yaml");

        foreign.fieldNames().forEachRemaining(name -> assertThat(used).contains(name));
    }

    /** Runs it in the folder of the rules; it must be content. */
    static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.PROMTOOL.path()));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("promtool", ".out");
        Process process = new ProcessBuilder(command)
                .directory(Watched.FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("promtool ends").isTrue();
        assertThat(process.exitValue())
                .as("%s%n%s", String.join(" ", command), Files.readString(said))
                .isZero();
        Files.delete(said);
    }
}
