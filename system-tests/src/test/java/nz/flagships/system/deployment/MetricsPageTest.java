package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nz.flagships.rest.metrics.Foreign;
import nz.flagships.rest.metrics.Metric;
import nz.flagships.rest.metrics.Metric.Aggregate;
import nz.flagships.rest.metrics.Metric.Kind;
import nz.flagships.system.deployment.Watched.Rule;
import org.junit.jupiter.api.Test;

/** The page about the metrics is made from what the code declares and what the rules ask; ObservabilityST compares it with what is emitted. */
class MetricsPageTest {
    private static final String HEAD = """
            # Metrics

            Generated from the code (`-Dcatalogue.write=true`); what is not here is not emitted. Each service gives them at `/q/metrics` on
            its management port (9081, 9082, 9083), and each has the label `application`: `initiative-service`, `case-service` or
            `reporting-service`. No label holds an id, a name, or anything that was posted.

            *Over replicas*: **sum** what each counts of its own; take the **max** of what they share (a database says the same to all); look at
            **each** process by itself. *Not a number*: nobody knows just now, since PostgreSQL has not answered for ten seconds. A comparison
            with it is false, so alerts that rest on it are silent then, and `DatabaseAway` is not.

            A histogram has `_bucket`, `_count`, `_sum` and `_max`; a summary has no buckets: a mean and a maximum can be had of it, no share.
            """;

    private static String row(
            String name,
            Kind kind,
            String unit,
            List<String> labels,
            String meaning,
            Aggregate aggregate,
            List<String> samples) {
        String alerts = Watched.rules().stream()
                .filter(rule -> asksFor(rule, samples))
                .map(rule -> rule.isAlert() ? rule.alert() : "`" + rule.record() + "`")
                .distinct()
                .collect(Collectors.joining(", "));
        return "| `" + name + "` | " + lower(kind) + " | " + unit + " | "
                + labels.stream().map(l -> "`" + l + "`").collect(Collectors.joining(", ")) + " | " + meaning + " | "
                + lower(aggregate) + " | " + alerts + " |\n";
    }

    private static boolean asksFor(Rule rule, List<String> samples) {
        return PromQl.selectors(rule.expr()).stream().anyMatch(s -> samples.contains(s.metric()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void the_page_says_what_the_code_declares() throws IOException {
        String table =
                "| Name | Type | Unit | Labels | Meaning | Over replicas | Asked by |\n|---|---|---|---|---|---|---|\n";
        StringBuilder page = new StringBuilder(HEAD).append("\n## Ours\n\n").append(table);
        for (Metric m : Metric.values()) {
            page.append(
                    row(m.prometheusName(), m.kind(), m.unit(), m.labels(), m.meaning(), m.aggregate(), m.samples()));
        }
        page.append("\n## Of the framework, as far as they are let through\n\n").append(table);
        for (Foreign f : Foreign.values()) {
            page.append(
                    row(f.prometheusName(), f.kind(), unit(f), f.labels(), f.meaning(), f.aggregate(), f.samples()));
        }
        page.append(
                "\n## Of Kubernetes and the operators\n\nOur rules ask for these; no cluster was at hand to see them.\n\n"
                        + "| Name | Emitted by | Asked by |\n|---|---|---|\n");
        Watched.yaml("foreign-metrics.yaml")
                .fields()
                .forEachRemaining(entry -> page.append("| `")
                        .append(entry.getKey())
                        .append("` | ")
                        .append(entry.getValue().asText())
                        .append(" | ")
                        .append(Watched.rules().stream()
                                .filter(rule -> asksFor(rule, List.of(entry.getKey())))
                                .map(Rule::alert)
                                .collect(Collectors.joining(", ")))
                        .append(" |\n"));

        assertThat(Watched.committed(Watched.ROOT.resolve("docs/operations/metrics.md"), page.toString()))
                .as("metrics.md: run this test with -Dcatalogue.write=true, look at the change, commit it")
                .isEqualTo(page.toString());
    }

    private static String unit(Foreign metric) {
        String name = metric.prometheusName();
        for (String unit : List.of("seconds", "milliseconds", "bytes")) {
            if (name.endsWith("_" + unit)) {
                return unit;
            }
        }
        return name.endsWith("_usage") || name.endsWith("_overhead") ? "share" : "count";
    }
}
