package nz.flagships.eventstore.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;

/** In which characters JSON is taken: in UTF-8, as RFC 8259 §8.1 has it between systems. */
public final class JsonText {
    private static final String CHARSET = "charset";

    private JsonText() {}

    /**
     * Refuses a body that says it is written otherwise: read as UTF-8 it would be something else, or nothing.
     *
     * @param contentType the header, or null
     */
    public static void inUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        List<String> parts = parts(contentType);
        for (String parameter : parts.subList(1, parts.size())) {
            int is = parameter.indexOf('=');
            if (is < 0
                    || !parameter
                            .substring(0, is)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(CHARSET)) {
                continue;
            }
            String charset = Quoted.text(parameter.substring(is + 1));
            if (charset == null || !charset.equalsIgnoreCase("utf-8")) {
                throw RequestRule.UNSUPPORTED_MEDIA_TYPE.exception(
                        "JSON is taken in UTF-8: leave charset out, or say utf-8.");
            }
        }
    }

    /** At semicolons, except for those in quotation marks. */
    private static List<String> parts(String header) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                parts.add(header.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(header.substring(from));
        return parts;
    }
}
