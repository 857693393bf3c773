package nz.flagships.reporting.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That {@code docs/api/problems-reporting.md} is what the rules say; {@code -Dcatalogue.write=true} writes it anew. */
class QueryCodesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/api/problems-reporting.md");

    @Test
    void the_page_of_problem_codes_is_up_to_date() throws IOException {
        String page = """
                # Problem codes of reporting-service

                Generated from the rules; those that hold for every service are in [problems.md](problems.md).

                | Code | Status | Rule | How to mend it |
                |---|---|---|---|
                """
                + Arrays.stream(QueryRule.values())
                        .map(rule -> "| `%s` | %d | %s | %s |\n"
                                .formatted(rule.code(), rule.status(), rule.title(), rule.mend()))
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("catalogue.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void every_code_is_there_once() {
        assertThat(Arrays.stream(QueryRule.values()).map(QueryRule::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("QRY-[0-9]{3}"));
    }
}
