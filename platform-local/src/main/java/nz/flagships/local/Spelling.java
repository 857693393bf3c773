package nz.flagships.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nz.flagships.events.Role;

/**
 * That codes of closed lists have one spelling, capitals and underscores, for tests of every service. What is written
 * otherwise is named here, so that nothing joins it by accident; {@code docs/api/codes.md} says why.
 */
public final class Spelling {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Set<List<String>> OTHERWISE = Set.of(
            List.of("operational", "published", "synthetic"),
            List.of("crosswalk", "predecessors"),
            // What became of a posting, and how far it is: words of the answers, no codes of the domain.
            List.of("stored", "duplicate", "valid"),
            List.of("stored", "duplicate", "valid", "rejected"),
            List.of("yes", "no", "unknown"),
            // The roles are claims of tokens, which issuers spell this way.
            Arrays.stream(Role.values()).map(Role::claim).toList(),
            List.of("json", "csv"),
            // Names of members, which rows are grouped by.
            List.of("region", "initiative"),
            List.of("region", "category", "severity", "waitingFor"));

    private Spelling() {}

    /** Every value of an {@code enum} in a document of schemas, wherever it is, that is spelt another way. */
    public static Set<String> otherwise(JsonNode schemas) {
        Set<String> found = new TreeSet<>();
        collect(schemas, found);
        return found;
    }

    private static void collect(JsonNode node, Set<String> found) {
        JsonNode values = node.path("enum");
        if (values.isArray()) {
            List<String> codes = values.valueStream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .toList();
            if (!OTHERWISE.contains(codes)) {
                codes.stream().filter(code -> !isCode(code)).forEach(found::add);
            }
        }
        node.forEach(each -> collect(each, found));
    }

    /** Whether a text is spelt as codes of closed lists are. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }
}
