package nz.flagships.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The folder that holds {@code bin/initdb}, {@code bin/pg_ctl} and {@code bin/postgres}; unpacked at most once. */
    static Path in(Path home) {
        Path folder = home.resolve("software");
        if (Files.isExecutable(folder.resolve("bin/postgres")) && Files.exists(folder.resolve("complete"))) {
            return folder;
        }
        String archive = "postgres-" + system() + "-" + processor() + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new LocalException("There is no PostgreSQL for this machine (" + archive
                        + "): Linux and macOS are known, on x86_64 and arm64.");
            }
            Files.createDirectories(folder);
            unpack(packed, folder);
            Files.writeString(folder.resolve("complete"), archive);
            return folder;
        } catch (IOException e) {
            throw new LocalException("PostgreSQL cannot be unpacked into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink() || entry.isLink()) {
                    Files.deleteIfExists(target);
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                    if ((entry.getMode() & 0100) != 0) {
                        executable(target);
                    }
                }
            }
        }
    }

    private static void executable(Path file) throws IOException {
        Set<PosixFilePermission> rights = new HashSet<>(Files.getPosixFilePermissions(file));
        rights.add(PosixFilePermission.OWNER_EXECUTE);
        rights.add(PosixFilePermission.GROUP_EXECUTE);
        rights.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(file, rights);
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }
}
