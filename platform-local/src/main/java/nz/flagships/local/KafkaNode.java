package nz.flagships.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The broker's own process: lays its folder out when it is new, then runs until it is told to end. */
public final class KafkaNode {
    private KafkaNode() {}

    /** Takes one argument: the broker's settings, a properties file that also names its {@code flagships.cluster}. */
    public static void main(String[] args) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            settings.load(in);
        }
        int status = kafka.tools.StorageTool.execute(
                new String[] {
                    "format",
                    "--ignore-formatted",
                    "--cluster-id",
                    settings.getProperty("flagships.cluster"),
                    "--config",
                    args[0]
                },
                System.out);
        if (status != 0) {
            System.exit(status);
        }
        kafka.Kafka.main(args);
    }
}
