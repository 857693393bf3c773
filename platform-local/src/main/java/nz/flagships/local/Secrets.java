package nz.flagships.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                write(file, make.get());
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
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, secret + "\n", StandardCharsets.UTF_8);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
