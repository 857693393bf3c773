package nz.flagships.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** Secrets of this machine alone, made once and kept in files that only their owner can read. */
final class Secrets {
    private Secrets() {}

    /** What the file holds; made first when it is not there. */
    static String once(Path file, Supplier<String> make) {
        try {
            if (!Files.exists(file)) {
                Path made = whole(file, make.get());
                try {
                    // Of two that make it at once, both are to hold the first's.
                    Files.createLink(file, made);
                } catch (FileAlreadyExistsException e) {
                    // Another was first.
                } finally {
                    Files.deleteIfExists(made);
                }
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LocalException("Cannot keep a secret in " + file + ": " + e.getMessage(), e);
        }
    }

    /** 192 random bits. */
    static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes a file that nobody else can read, whole or not at all. */
    static void write(Path file, String secret) throws IOException {
        Files.move(whole(file, secret), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same, beside it, by a name that nobody else uses. */
    private static Path whole(Path file, String secret) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path made = Files.createTempFile(
                folder,
                file.getFileName() + ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(made, secret + "\n", StandardCharsets.UTF_8);
    }
}
