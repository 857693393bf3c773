package nz.flagships.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.eventstore.command.KernelRule;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.rest.ProblemRule;
import nz.flagships.rest.RequestRule;
import org.junit.jupiter.api.Test;

class ProblemCodesTest {
    private static final List<ProblemRule> RULES = rules();

    @Test
    void codesAreUsedOnce() {
        assertThat(RULES).extracting(ProblemRule::code).doesNotHaveDuplicates();
    }

    @Test
    void theTableIsInStepWithTheRules() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Problem codes

                Generated from the rules; a test fails when this page is stale. Every error leaves as `application/problem+json`
                with one of these codes, or one of a service's own: [initiative-service](problems-initiative.md),
                [case-service](problems-case.md). `pointer` names the member that is wrong, `mend` says how to mend it, and
                `retryAfter` after how many seconds the same request may work as it stands.

                | Code | Status | Rule | How to mend it |
                |---|---|---|---|
                """);
        for (ProblemRule rule : RULES) {
            page.append("| `")
                    .append(rule.code())
                    .append("` | ")
                    .append(rule.status())
                    .append(" | ")
                    .append(rule.title())
                    .append(" | ")
                    .append(rule.mend())
                    .append(" |\n");
        }
        CatalogueGate.gate(CatalogueGate.root().resolve("docs/api/problems.md"), page.toString());
    }

    private static List<ProblemRule> rules() {
        List<ProblemRule> all = new ArrayList<>(List.of(RequestRule.values()));
        all.addAll(List.of(KernelRule.values()));
        all.addAll(List.of(ShapeRule.values()));
        return all;
    }
}
