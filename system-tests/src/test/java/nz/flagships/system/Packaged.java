package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The services as they were packaged. Maven does not package them for these tests by itself, so that a run could tell of
 * sources of before.
 */
final class Packaged {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final List<String> PLATFORM =
            List.of("platform-events", "platform-rest", "platform-eventstore", "platform-projections");

    private Packaged() {}

    /**
     * What starts a service of this checkout.
     *
     * @throws AssertionError if it is older than what it is made of
     */
    static Path service(String service) {
        Path jar = ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        assertThat(jar).as("mvn -Dquick package -DskipTests makes it").exists();
        try {
            FileTime made = Files.getLastModifiedTime(jar);
            for (String module :
                    Stream.concat(PLATFORM.stream(), Stream.of(service)).toList()) {
                try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                    assertThat(sources.filter(source -> isNewer(source, made)))
                            .as("%s is older than these: mvn -Dquick package -DskipTests", service)
                            .isEmpty();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static boolean isNewer(Path source, FileTime than) {
        try {
            return Files.isRegularFile(source)
                    && Files.getLastModifiedTime(source).compareTo(than) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
