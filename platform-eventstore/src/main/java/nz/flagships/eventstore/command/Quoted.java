package nz.flagships.eventstore.command;

import org.jspecify.annotations.Nullable;

/** A header's value that stands in quotation marks, as RFC 9110 §5.6.4 has them: what it says is what is within. */
public final class Quoted {
    private Quoted() {}

    /**
     * The value without space around it and without quotation marks.
     *
     * @return null where a mark has no other, or something follows it
     */
    public static @Nullable String text(String value) {
        String bare = value.strip();
        if (!bare.startsWith("\"")) {
            return bare;
        }
        StringBuilder text = new StringBuilder();
        int i = 1;
        for (; i < bare.length() && bare.charAt(i) != '"'; i++) {
            if (bare.charAt(i) == '\\' && i + 1 < bare.length()) {
                i++;
            }
            text.append(bare.charAt(i));
        }
        return i == bare.length() - 1 ? text.toString() : null;
    }
}
