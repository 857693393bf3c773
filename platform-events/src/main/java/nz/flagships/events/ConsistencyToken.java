package nz.flagships.events;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a write stands in the history: whoever carries it with a query or a write sees at least that.
 *
 * @param service {@code initiative} or {@code case}
 * @param shard 0 to 15
 * @param position in that shard
 */
public record ConsistencyToken(String service, int shard, long position) {
    /** The header that carries one, or a list of them separated by commas. */
    public static final String HEADER = "Consistency-Token";

    /** Whose history there is. */
    public static final List<String> SERVICES = List.of("initiative", "case");

    private static final Pattern SPELLING = Pattern.compile("([a-z]{1,32})/([0-9]{1,2})/([0-9]{1,18})");
    private static final int MOST = 64;

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException when it is not a list of at most 64 tokens {@code service/shard/position}, or
     *     names a service that writes no history: waited for by nobody, it would look as if it were kept
     */
    public static List<ConsistencyToken> parse(String header) {
        List<ConsistencyToken> tokens = new ArrayList<>();
        for (String part : header.split(",", MOST + 1)) {
            Matcher m = SPELLING.matcher(part.strip());
            if (tokens.size() == MOST || !m.matches() || Integer.parseInt(m.group(2)) >= Shards.COUNT) {
                throw new IllegalArgumentException("A consistency token is written initiative/7/1042");
            }
            if (!SERVICES.contains(m.group(1))) {
                throw new IllegalArgumentException(
                        "A consistency token is of " + String.join(" or ", SERVICES) + ", as initiative/7/1042");
            }
            tokens.add(new ConsistencyToken(m.group(1), Integer.parseInt(m.group(2)), Long.parseLong(m.group(3))));
        }
        return tokens;
    }

    /** Of two positions of one shard the one that lies further on. */
    public ConsistencyToken orLater(ConsistencyToken other) {
        return other.position() > position ? other : this;
    }

    @Override
    public String toString() {
        return service + "/" + shard + "/" + position;
    }
}
