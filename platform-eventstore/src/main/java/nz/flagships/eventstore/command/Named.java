package nz.flagships.eventstore.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an agency may mean by what it wrote where an id or a reference stands: an id of ours first, in letters of any size;
 * then its own reference, which may look like one of our ids; or another's, {@code POLICE~2014/117}, which never does.
 *
 * @param id an id of ours, as we write it; null where it does not look like one
 * @param claims that the meant stream would hold, the likeliest first
 */
record Named(@Nullable String id, List<String> claims) {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern REFERENCE = Pattern.compile("[^~\\p{Cntrl}]{1,200}");
    private static final Pattern ANOTHERS = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,62}~[^~\\p{Cntrl}]{1,200}");

    static Named of(Registered aggregate, String written, String agency) {
        if (ANOTHERS.matcher(written).matches()) {
            int tilde = written.indexOf('~');
            return new Named(null, claims(aggregate, written.substring(0, tilde), written.substring(tilde + 1)));
        }
        String id = isUuid(written) ? written.toLowerCase(Locale.ROOT) : null;
        return new Named(id, claims(aggregate, agency, written));
    }

    /** Only an id. */
    static Named id(String id) {
        return new Named(id.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * What a reference of an agency claims. A UUID is the same one in letters of any size, and so is claimed in small ones
     * besides as it was written.
     */
    static List<String> claims(Registered aggregate, String agency, String reference) {
        List<String> claims = new ArrayList<>(2);
        String before = aggregate.name() + "~" + agency + "~";
        claims.add(before + reference);
        if (isUuid(reference) && !reference.equals(reference.toLowerCase(Locale.ROOT))) {
            claims.add(before + reference.toLowerCase(Locale.ROOT));
        }
        return claims;
    }

    /** Claims as references that every agency may write, {@code POLICE~2014/117}, as they were posted. */
    static List<String> references(Registered aggregate, List<String> claims) {
        Map<String, String> references = new LinkedHashMap<>();
        for (String claim : claims) {
            // In order capitals come before small letters, and so what was written before what was made of it.
            String reference = claim.substring(aggregate.name().length() + 1);
            boolean uuid = isUuid(reference.substring(reference.indexOf('~') + 1));
            references.putIfAbsent(uuid ? reference.toLowerCase(Locale.ROOT) : reference, reference);
        }
        return List.copyOf(references.values());
    }

    /** Whether it can be a reference: what a path has as its own, {@code .} and {@code ..}, would never be found again. */
    static boolean isReference(String written) {
        return REFERENCE.matcher(written).matches() && !written.equals(".") && !written.equals("..");
    }

    static boolean isUuid(String written) {
        return UUID.matcher(written).matches();
    }
}
