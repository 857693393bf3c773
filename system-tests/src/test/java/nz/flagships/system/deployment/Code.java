package nz.flagships.system.deployment;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** What a service's own files say of its ports, paths and times, without running it. */
final class Code {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PLATFORM =
            List.of("platform-rest", "platform-eventstore", "platform-projections");

    private final Properties properties = new Properties();

    private Code(String service) {
        for (String module : PLATFORM) {
            load(ROOT.resolve(module).resolve("src/main/resources/META-INF/microprofile-config.properties"));
        }
        load(ROOT.resolve(service).resolve("src/main/resources/application.properties"));
    }

    /** Of {@code case-service} and the like. */
    static Code of(String service) {
        return new Code(service);
    }

    int httpPort() {
        return Integer.parseInt(said("quarkus.http.port", "8080"));
    }

    int managementPort() {
        return Integer.parseInt(said("quarkus.management.port", "9000"));
    }

    /** Where the probe {@code started}, {@code live} or {@code ready} is asked. */
    String probe(String which) {
        return said("quarkus.management.root-path", "/q") + "/" + said("quarkus.smallrye-health.root-path", "health")
                + "/" + which;
    }

    /** How long what runs may take to finish. */
    Duration shutdownTimeout() {
        return duration(said("quarkus.shutdown.timeout", "0s"));
    }

    /** How many connections a replica opens at most. */
    int connections() {
        return Integer.parseInt(said("quarkus.datasource.jdbc.max-size", "20"));
    }

    /** Whether it reads the topic of {@code initiative} or {@code case}. */
    boolean reads(String source) {
        return Boolean.parseBoolean(said("flagships.reader." + source + ".enabled", "false"));
    }

    /** The group that it reads in. */
    String group(String service) {
        String said = said("mp.messaging.connector.smallrye-kafka.group.id", service);
        return said.equals("${quarkus.application.name}") ? service : said;
    }

    /** As {@code 500ms}, {@code 5s}, {@code 10m} or what {@link Duration#parse} takes. */
    static Duration duration(String text) {
        if (text.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    }

    private String said(String property, String otherwise) {
        return properties.getProperty(property, otherwise);
    }

    private void load(Path file) {
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
