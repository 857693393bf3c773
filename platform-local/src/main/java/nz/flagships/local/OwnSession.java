package nz.flagships.local;

import java.util.List;

/**
 * A server gets a session of its own where the system can do that: Ctrl-C in the terminal reaches the launcher alone,
 * which then ends the servers in the right order.
 */
final class OwnSession {
    /** What to write before its command. */
    static final List<String> PREFIX = Commands.works("setsid", "true") ? List.of("setsid") : List.of();

    private OwnSession() {}
}
