package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server starts however busy the machine is, or says why not. */
class StartsIT {
    private static final Path HOME =
            Path.of("target", "starts-it", Long.toString(ProcessHandle.current().pid()));

    /** {@code -Dstarts=200} for as many in a row. */
    private static final int STARTS = Integer.getInteger("starts", 2);

    @Test
    void kafkaStartsOnABusyMachine() {
        LocalKafka kafka = new LocalKafka(HOME.resolve("kafka"), Ports.free());
        try (Burners busy = Burners.onEveryCore()) {
            for (int start = 1; start <= STARTS; start++) {
                kafka.start();
                assertThat(kafka.pid()).as("start %s of %s", start, STARTS).isPresent();
                kafka.stop();
                assertThat(kafka.pid()).as("stop %s of %s", start, STARTS).isEmpty();
                System.out.println("Kafka started and stopped, " + start + " of " + STARTS);
            }
            assertThat(busy.burnt()).isTrue();
        } finally {
            kafka.stop();
        }
    }

    @Test
    void kafkaSaysWhyItDoesNotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(Ports.free())) {
            LocalKafka kafka = new LocalKafka(HOME.resolve("kafka-taken"), taken.getLocalPort());
            try {
                assertThatThrownBy(kafka::start)
                        .isInstanceOf(LocalException.class)
                        .hasMessageContaining("Kafka did not start on port " + taken.getLocalPort())
                        .hasMessageContaining("It ended with exit status 1.")
                        .hasMessageContaining("Address already in use");
            } finally {
                kafka.stop();
            }
        }
    }

    @Test
    void kafkaSaysWhyItCannotLayOutItsData() throws Exception {
        // given data of another cluster
        Path home = Files.createDirectories(HOME.resolve("kafka-format"));
        Files.writeString(
                Files.createDirectories(home.resolve("data")).resolve("meta.properties"), "version=nonsense\n");
        LocalKafka kafka = new LocalKafka(home, Ports.free());

        // then
        assertThatThrownBy(kafka::start)
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("Kafka cannot lay out its data");
    }

    @Test
    void postgresSaysWhyItDoesNotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(Ports.free())) {
            LocalPostgres postgres =
                    new LocalPostgres(HOME.resolve("postgres-taken"), taken.getLocalPort(), Secrets.random());

            assertThatThrownBy(postgres::start)
                    .isInstanceOf(LocalException.class)
                    .hasMessageContaining("PostgreSQL did not start on port " + taken.getLocalPort())
                    .hasMessageContaining("pg_ctl ended with exit status 1")
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void aServiceSaysWhyItDoesNotStart() throws Exception {
        // given a service that no JVM can run
        Path root = Files.createDirectories(HOME.resolve("service-broken")).toAbsolutePath();
        Path jar = root.resolve("case-service/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "nothing");
        LocalService service = new LocalService(Service.CASE, root, root, Ports.free() - Service.CASE.port());
        service.launch(Map.of());

        // then
        assertThatThrownBy(() -> service.await(Duration.ofMinutes(2)))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("case-service ended as it started")
                .hasMessageContaining("It ended with exit status 1.")
                .hasMessageContaining("Invalid or corrupt jarfile");
    }
}
