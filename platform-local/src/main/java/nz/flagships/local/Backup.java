package nz.flagships.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A copy of what cannot be made again: the databases, and the keys without which rounded figures would change and tokens
 * would not be known. Kafka is not in it: what it carries stands in the databases.
 *
 * <p>Every file is named with its SHA-256 in {@code SHA256SUMS} ({@code sha256sum -c} reads it). A folder that bears its
 * name is whole: until then it is called {@code ….part}.
 */
final class Backup {
    private static final String SUMS = "SHA256SUMS";
    private static final String DATABASES = "postgres";
    private static final String KEYS = "keys";

    private final Path folder;

    Backup(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** What a backup comes to. */
    record Size(int files, long bytes) {}

    /**
     * Takes one; whoever writes meanwhile goes on, and what is committed when this returns may or may not be in it.
     *
     * @param home whose keys are copied
     * @throws LocalException when the folder is there already, or PostgreSQL does not run
     */
    Size take(LocalPostgres postgres, Path home) {
        if (Files.exists(folder)) {
            throw new LocalException(folder + " is there already: name a folder that is not.");
        }
        if (postgres.pid().isEmpty()) {
            throw new LocalException("PostgreSQL does not run: ./flagships up starts it.");
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        try {
            Files.createDirectories(
                    part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Map<String, String> sums = new TreeMap<>();
            long[] bytes = new long[1];
            postgres.copy(
                    (from, wanted) -> bytes[0] += copy(from, part.resolve(DATABASES), wanted, part, sums), label -> {
                        Path file = part.resolve(DATABASES).resolve("backup_label");
                        Files.writeString(file, label);
                        sums.put(part.relativize(file).toString(), sum(file));
                    });
            bytes[0] += copy(home.resolve(KEYS), part.resolve(KEYS), any -> true, part, sums);
            StringBuilder lines = new StringBuilder();
            sums.forEach(
                    (file, sum) -> lines.append(sum).append("  ").append(file).append('\n'));
            Files.writeString(part.resolve(SUMS), lines);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            return new Size(sums.size(), bytes[0]);
        } catch (IOException e) {
            throw new LocalException("The backup cannot be written to " + part + ": " + e.getMessage(), e);
        }
    }

    /**
     * Puts it where {@code up} finds it.
     *
     * @param home must hold no data yet
     * @throws LocalException when there is data, or the backup is not what was written
     */
    Size restore(Path home) {
        Path data = home.resolve(DATABASES).resolve("data");
        if (Files.exists(data)) {
            throw new LocalException("There is data in " + home + " already. ./flagships reset throws it away; another"
                    + " FLAGSHIPS_HOME leaves it alone.");
        }
        verify();
        Path half = data.resolveSibling("data.restored");
        Folders.delete(half);
        try {
            Files.createDirectories(half.getParent());
            Map<String, String> sums = new TreeMap<>();
            long bytes = copy(folder.resolve(DATABASES), half, any -> true, half, sums);
            // PostgreSQL starts only in a folder that is its owner's alone.
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwx------"));
            for (String needed : LocalPostgres.EMPTY) {
                Files.createDirectories(half.resolve(needed));
            }
            Folders.delete(home.resolve(KEYS));
            bytes += copy(folder.resolve(KEYS), home.resolve(KEYS), any -> true, home, sums);
            Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
            return new Size(sums.size(), bytes);
        } catch (IOException e) {
            throw new LocalException("The backup cannot be restored to " + home + ": " + e.getMessage(), e);
        }
    }

    private void verify() {
        try {
            for (String line : Files.readAllLines(folder.resolve(SUMS))) {
                Path file = folder.resolve(line.substring(line.indexOf("  ") + 2));
                if (!Files.exists(file) || !line.startsWith(sum(file))) {
                    throw new LocalException(file + " is not what was backed up: take another backup.");
                }
            }
        } catch (NoSuchFileException e) {
            throw new LocalException(folder + " is no backup: it has no " + SUMS + ".", e);
        } catch (IOException e) {
            throw new LocalException("The backup in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Copies what is wanted of a folder, durably, and notes each file's sum under its path from {@code base}. */
    private static long copy(Path from, Path to, Predicate<Path> wanted, Path base, Map<String, String> sums)
            throws IOException {
        long[] bytes = new long[1];
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) throws IOException {
                if (!wanted.test(from.relativize(folder))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(
                        to.resolve(from.relativize(folder).toString()),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
                if (of.isRegularFile() && wanted.test(from.relativize(file))) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    try {
                        sums.put(base.relativize(copy).toString(), copy(file, copy));
                        bytes[0] += Files.size(copy);
                    } catch (NoSuchFileException gone) {
                        // A running server removes files; its log tells a restored one what became of them.
                        Files.deleteIfExists(copy);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    private static String copy(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(from);
                FileChannel file = FileChannel.open(
                        to,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest)) {
            in.transferTo(out);
            file.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String sum(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
