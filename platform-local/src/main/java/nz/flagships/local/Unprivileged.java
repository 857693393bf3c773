package nz.flagships.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to run a program that refuses to run as root. An ordinary user just runs it. For root, a user namespace of its
 * own makes it nobody in its own eyes while the files stay root's; where the kernel forbids that, it becomes the user
 * {@code nobody} in truth, and its files with it.
 */
final class Unprivileged {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";
    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private Unprivileged() {}

    /** What to write before a command that works in this folder. */
    static List<String> prefix(Path home) {
        if (!root()) {
            return List.of();
        }
        if (Commands.works("unshare", "--user", "true")) {
            return NAMESPACE;
        }
        if (!Commands.works("setpriv", "--version")) {
            throw new LocalException("PostgreSQL does not run as root, and neither unshare nor setpriv (package"
                    + " util-linux) is here to become somebody else: run ./flagships as an ordinary user.");
        }
        handOver(home);
        return AS_NOBODY;
    }

    private static void handOver(Path home) {
        Commands.run(SOON, List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
        for (Path folder = home.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            try {
                if (!folder.equals(home.toAbsolutePath())
                        && !Files.getPosixFilePermissions(folder)
                                .contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new LocalException("PostgreSQL does not run as root, and the user nobody cannot enter "
                            + folder + ": run ./flagships as an ordinary user, or from a folder others may enter.");
                }
            } catch (IOException e) {
                throw new LocalException("Cannot read the rights of " + folder, e);
            }
        }
    }

    private static boolean root() {
        return Commands.run(SOON, List.of("id", "-u")).output().strip().equals("0");
    }
}
