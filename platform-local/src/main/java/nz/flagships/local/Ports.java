package nz.flagships.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine, and who holds them. */
public final class Ports {
    private static final int LISTENING = 0x0A;
    private static final int FIRST_FREE = 29_200;
    private static final int LAST_FREE = 32_700;

    private Ports() {}

    /**
     * Who listens on a port.
     *
     * @param pid its number, when we may know it
     * @param command its command line, when we may know it
     */
    public record Holder(Optional<Long> pid, String command) {
        @Override
        public String toString() {
            String shown = command.length() > 100 ? command.substring(0, 100) + "…" : command;
            return pid.map(p -> "pid " + p + ": " + shown).orElse("a process of somebody else");
        }
    }

    /**
     * A port that nobody holds just now. It is none of those that the system gives to whoever connects somewhere: between
     * choosing it and listening there, one of those may be gone.
     */
    public static int free() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new LocalException("There is no free port from " + FIRST_FREE + " to " + LAST_FREE);
    }

    /** Whether somebody on this machine listens on the port. */
    public static boolean taken(int port) {
        for (String address : List.of("127.0.0.1", "::1")) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 500);
                return true;
            } catch (IOException nobody) {
                // The other address may have somebody.
            }
        }
        return false;
    }

    /** Who listens on the port, or nothing when nobody does. */
    public static Optional<Holder> holder(int port) {
        if (!taken(port)) {
            return Optional.empty();
        }
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            inodes.addAll(inodes(lines(Path.of(table)), port));
        }
        return Optional.of(owner(inodes).orElse(new Holder(Optional.empty(), "")));
    }

    /** The sockets that listen on a port, from the kernel's table. */
    static Set<String> inodes(List<String> table, int port) {
        Set<String> found = new HashSet<>();
        for (String line : table) {
            List<String> columns = List.of(line.strip().split("\\s+"));
            if (columns.size() > 9 && columns.get(1).contains(":")) {
                int local =
                        Integer.parseInt(columns.get(1).substring(columns.get(1).lastIndexOf(':') + 1), 16);
                if (local == port && Integer.parseInt(columns.get(3), 16) == LISTENING) {
                    found.add(columns.get(9));
                }
            }
        }
        return found;
    }

    private static Optional<Holder> owner(Set<String> inodes) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOne(process, inodes)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    return Optional.of(new Holder(Optional.of(pid), Pids.commandLine(pid)));
                }
            }
        } catch (IOException noProc) {
            // A system without /proc: the port is taken, by whom we cannot say.
        }
        return Optional.empty();
    }

    private static boolean holdsOne(Path process, Set<String> inodes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")
                        && inodes.contains(target.substring("socket:[".length(), target.length() - 1))) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException goneOrNotOurs) {
            return false;
        }
        return false;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
