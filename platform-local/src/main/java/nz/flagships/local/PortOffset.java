package nz.flagships.local;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code FLAGSHIPS_PORT_OFFSET} may be: added to every port, so that a second platform runs beside the first. {@link
 * Doctor} asks before anything is built, so it uses nothing but the JDK.
 */
final class PortOffset {
    static final String NAME = "FLAGSHIPS_PORT_OFFSET";

    /** Every port of a platform without an offset, and whose it is. */
    static final Map<Integer, String> PORTS = new TreeMap<>(Map.of(
            8081, "initiative-service",
            8082, "case-service",
            8083, "reporting-service",
            9081, "initiative-service, management",
            9082, "case-service, management",
            9083, "reporting-service, management",
            5433, "PostgreSQL",
            9092, "Kafka"));

    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;

    private PortOffset() {}

    /** The number that a text says, 0 where it is blank, or nothing where it says none. */
    static Optional<Integer> read(String text) {
        if (text.isBlank()) {
            return Optional.of(0);
        }
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** Why a text is no offset at all: it is no number, or leads beyond the ports there are. Nothing where it is one. */
    static Optional<String> none(String text) {
        Optional<Integer> read = read(text);
        if (read.isEmpty()) {
            return Optional.of(NAME + "=" + text + " is no whole number; say, 100.");
        }
        int offset = read.get();
        for (Map.Entry<Integer, String> port : PORTS.entrySet()) {
            long moved = (long) port.getKey() + offset;
            if (moved < LOWEST || moved > HIGHEST) {
                return Optional.of("%s=%d puts %s on port %d, and a port is from %d to %d; say, 100."
                        .formatted(NAME, offset, port.getValue(), moved, LOWEST, HIGHEST));
            }
        }
        return Optional.empty();
    }

    /** Why a text is no offset that a platform can start with, or nothing where it is one. */
    static Optional<String> wrong(String text) {
        Optional<String> none = none(text);
        if (none.isPresent()) {
            return none;
        }
        int offset = read(text).orElseThrow();
        for (Map.Entry<Integer, String> port : PORTS.entrySet()) {
            String without = offset == 0 ? null : PORTS.get(port.getKey() + offset);
            if (without != null) {
                return Optional.of("%s=%d puts %s on port %d, which is that of %s where there is no offset; say, 100."
                        .formatted(NAME, offset, port.getValue(), port.getKey() + offset, without));
            }
        }
        return Optional.empty();
    }
}
