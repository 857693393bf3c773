package nz.flagships.rest.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {
    /** Whatever could hold somebody's id or name is no label. */
    private static final Set<String> LABELS =
            Set.of("version", "java", "result", "code", "shard", "source", "reason", "by", "loop");

    @ParameterizedTest
    @EnumSource
    void its_name_ends_as_prometheus_wants_and_says_its_unit(Metric metric) {
        assertTrue(metric.prometheusName().matches("flagships_[a-z]+(_[a-z]+)*"), metric.prometheusName());
        assertEquals(
                metric.kind() == Metric.Kind.COUNTER, metric.prometheusName().endsWith("_total"));
        assertTrue(LABELS.containsAll(metric.labels()), metric.labels().toString());
        assertTrue(metric.meaning().length() > 10, metric.meaning());
    }

    @Test
    void no_two_have_one_name() {
        Set<String> names = new HashSet<>();
        Arrays.stream(Metric.values()).forEach(m -> assertTrue(names.add(m.prometheusName()), m.prometheusName()));
        Arrays.stream(Foreign.values()).forEach(f -> assertTrue(names.add(f.prometheusName()), f.prometheusName()));
    }

    @Test
    void a_label_too_few_is_an_error() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        assertThrows(IllegalArgumentException.class, () -> Metric.REFUSALS.counter(meters));
        assertThrows(IllegalStateException.class, () -> Metric.REFUSALS.timer(meters, "REQ-001"));
    }
}
