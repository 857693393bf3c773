package nz.flagships.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nz.flagships.local.Spelling;
import nz.flagships.reporting.evidence.EvaluationRow;
import nz.flagships.reporting.outcome.Outcome;
import org.junit.jupiter.api.Test;

/** That a code is spelt one way in every list, with words for people beside it. */
class ClosedListsTest {
    /** What conventions spell otherwise; see {@code docs/api/codes.md}. */
    private static final Set<String> OTHERWISE =
            Set.of("operational", "published", "synthetic", "crosswalk", "predecessors");

    @Test
    void every_code_in_every_list_is_in_capitals_and_underscores() throws Exception {
        List<Class<?>> rows = rows();
        assertThat(rows).hasSizeGreaterThan(25);
        Set<String> wrong = new TreeSet<>();
        for (Class<?> row : rows) {
            ClosedLists.of(row)
                    .forEach((member, words) -> words.keySet().stream()
                            .filter(code -> !Spelling.isCode(code) && !OTHERWISE.contains(code))
                            .forEach(code -> wrong.add(row.getName() + " " + member + " " + code)));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_codes_of_evaluations_are_those_of_the_facts() {
        assertThat(ClosedLists.of(EvaluationRow.class))
                .containsKeys(
                        "kind", "design", "stage", "registered", "role", "scale", "direction", "judged", "verdict")
                .hasEntrySatisfying(
                        "registered",
                        words -> assertThat(words)
                                .isEqualTo(Map.of(
                                        "PRE_REGISTERED", "pre-registered",
                                        "EXPLORATORY", "exploratory",
                                        "PUBLISHED", "published")))
                .hasEntrySatisfying(
                        "design", words -> assertThat(words).containsEntry("MATCHED_COHORT", "matched cohort"));
    }

    @Test
    void members_of_objects_are_named_with_dots() {
        assertThat(ClosedLists.of(Outcome.class))
                .containsKeys("status", "parts.status", "previous.status", "target.standing", "provenance.basis")
                .hasEntrySatisfying(
                        "target.standing", words -> assertThat(words).containsEntry("ON_TRACK", "on track"))
                .hasEntrySatisfying("status", words -> assertThat(words).containsEntry("Q", "suppressed"));
    }

    /** The record of the rows of every list there is. */
    private static List<Class<?>> rows() throws IOException, ClassNotFoundException {
        Path classes = Path.of("target/classes").toAbsolutePath();
        List<Class<?>> rows = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes.resolve("nz/flagships/reporting"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith("Resource.class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                if (type.getGenericSuperclass() instanceof ParameterizedType list
                        && list.getRawType() == ListResource.class) {
                    rows.add((Class<?>) list.getActualTypeArguments()[0]);
                }
            }
        }
        return rows;
    }
}
