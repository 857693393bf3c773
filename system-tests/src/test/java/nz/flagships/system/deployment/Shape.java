package nz.flagships.system.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.BiConsumer;

/** What objects of a kind may look like. */
interface Shape {
    /** Tells of each field that does not exist, is missing or has a wrong type: its path, and what is wrong. */
    void check(Manifest manifest, BiConsumer<String, String> findings);

    /** The path of a field of what is at a path. */
    static String under(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** A value as a message shows it. */
    static String said(JsonNode node) {
        String value = node.toString();
        return value.length() > 60 ? value.substring(0, 57) + "…" : value;
    }

    /** That a field does not exist, with the one that may have been meant. */
    static String unknown(String field, Collection<String> known) {
        return "there is no such field"
                + known.stream()
                        .min(Comparator.comparingInt(other -> distance(field, other)))
                        .filter(nearest -> distance(field, nearest) <= Math.max(2, field.length() / 3))
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }

    /** How many letters must be changed, added or left out to make the one of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
