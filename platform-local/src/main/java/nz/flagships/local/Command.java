package nz.flagships.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/** What {@code ./flagships} was asked to do. */
sealed interface Command {
    /** Start what does not run; return at once when done if detached; load the demonstration unless told not to. */
    record Up(boolean detach, boolean demonstration) implements Command {}

    /** Stop everything, or the services only. */
    record Down(boolean servicesOnly) implements Command {}

    /** Say what runs. */
    record Status() implements Command {}

    /** Throw all data away, without asking if {@code yes}. */
    record Reset(boolean yes) implements Command {}

    /** Copy the databases and the keys into a folder that is not there yet. */
    record TakeBackup(Path folder) implements Command {}

    /** Put a backup where {@code up} finds it. */
    record Restore(Path folder) implements Command {}

    /** Verify the histories of the write services from their first event. */
    record Verify() implements Command {}

    /** Load the demonstration into what runs. */
    record Demo() implements Command {}

    /** Print a token. */
    record Token(
            String agency, List<String> roles, @Nullable String person) implements Command {}

    /** Start or stop the servers that all tests of a run share. */
    record TestServers(boolean start) implements Command {}

    /**
     * Reads a command line.
     *
     * @throws LocalException when it cannot be understood; the message says what was not
     */
    static Command parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        return switch (name) {
            case "up" -> only(rest, new Up(flag(rest, "--detach"), !flag(rest, "--no-demo")));
            case "down" -> only(rest, new Down(flag(rest, "--services")));
            case "status" -> only(rest, new Status());
            case "reset" -> only(rest, new Reset(flag(rest, "--yes")));
            case "backup" -> only(rest, new TakeBackup(folder(rest, name)));
            case "restore" -> only(rest, new Restore(folder(rest, name)));
            case "verify" -> only(rest, new Verify());
            case "demo" -> only(rest, new Demo());
            case "token" -> token(rest);
            case "test-servers" -> only(rest, new TestServers(!flag(rest, "--stop")));
            default -> throw new LocalException("There is no command " + name + ": ./flagships help lists them.");
        };
    }

    private static Path folder(Deque<String> rest, String command) {
        if (rest.isEmpty()) {
            throw new LocalException("Which folder? ./flagships " + command + " FOLDER");
        }
        return Path.of(rest.removeFirst());
    }

    private static boolean flag(Deque<String> rest, String flag) {
        return rest.remove(flag);
    }

    private static Command only(Deque<String> rest, Command command) {
        if (!rest.isEmpty()) {
            throw new LocalException(rest.getFirst() + " means nothing here: ./flagships help lists what does.");
        }
        return command;
    }

    /** As the services take it from a token. */
    Pattern AGENCY = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,62}");

    private static Command token(Deque<String> rest) {
        String agency = null;
        String person = null;
        List<String> roles = new ArrayList<>();
        while (!rest.isEmpty()) {
            String next = rest.removeFirst();
            if (next.equals("--role")) {
                roles.add(role(value(rest, next)));
            } else if (next.equals("--person")) {
                person = value(rest, next);
            } else if (agency == null && !next.startsWith("-")) {
                agency = next;
            } else {
                throw new LocalException(
                        next + " means nothing here: ./flagships token AGENCY [--role ROLE]… [--person NAME]");
            }
        }
        if (agency == null) {
            throw new LocalException("Of which agency? ./flagships token police");
        }
        if (!AGENCY.matcher(agency.toUpperCase(Locale.ROOT)).matches()) {
            throw new LocalException(
                    "\"" + agency + "\" is no agency's code, and no service would take its token: up to 63"
                            + " letters, digits, - and _, the first a letter or digit, as police");
        }
        return new Token(agency, roles, person);
    }

    private static String role(String spelling) {
        String claim = spelling.toLowerCase(Locale.ROOT).replace('_', '-');
        if (Role.of(claim).isEmpty()) {
            throw new LocalException("There is no role " + spelling + ". There are: "
                    + String.join(
                            ", ",
                            java.util.Arrays.stream(Role.values())
                                    .map(Role::claim)
                                    .toList()) + ".");
        }
        return claim;
    }

    private static String value(Deque<String> rest, String flag) {
        if (rest.isEmpty()) {
            throw new LocalException(flag + " wants a value");
        }
        return rest.removeFirst();
    }
}
