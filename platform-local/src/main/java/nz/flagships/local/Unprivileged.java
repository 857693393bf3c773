package nz.flagships.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Commands.run(SOON, List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
        Optional<Path> shut = shut(home);
        if (shut.isEmpty()) {
            return AS_NOBODY;
        }
        // A checkout in root's own folder, which nobody else may enter: it may pass through, and still writes only what
        // is its.
        List<String> passing = new ArrayList<>(AS_NOBODY);
        passing.addAll(List.of(
                "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--securebits=+no_setuid_fixup"));
        List<String> tried = new ArrayList<>(passing);
        tried.addAll(List.of("test", "-d", home.toAbsolutePath().toString()));
        if (!Commands.works(tried.toArray(String[]::new))) {
            throw new LocalException("PostgreSQL does not run as root, and the user nobody cannot enter " + shut.get()
                    + ": run ./flagships as an ordinary user, or from a folder others may enter.");
        }
        return List.copyOf(passing);
    }

    /** A folder on the way there that others may not enter. */
    private static Optional<Path> shut(Path home) {
        for (Path folder = home.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            try {
                if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return Optional.of(folder);
                }
            } catch (IOException e) {
                throw new LocalException("Cannot read the rights of " + folder, e);
            }
        }
        return Optional.empty();
    }

    private static boolean root() {
        return Commands.run(SOON, List.of("id", "-u")).output().strip().equals("0");
    }
}
