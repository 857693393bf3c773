package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import nz.flagships.system.deployment.PromQl.Selector;
import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void finds_metrics_and_the_labels_they_are_chosen_by_and_nothing_else() {
        assertThat(PromQl.selectors("""
                        sum by (application, shard) (rate(a_total{code=~"x|{y}",of!="z"}[5m]))
                          / on (shard) group_left (by) (max_over_time(level:b:c[1h] offset 10m) > 14.4 * 1e3)
                        or 0 * histogram_quantile(0.99, d_bucket{le="0.5"}) unless e and f offset 1d"""))
                .containsExactly(
                        new Selector("a_total", Set.of("code", "of")),
                        new Selector("level:b:c", Set.of()),
                        new Selector("d_bucket", Set.of("le")),
                        new Selector("e", Set.of()),
                        new Selector("f", Set.of()));
    }
}
