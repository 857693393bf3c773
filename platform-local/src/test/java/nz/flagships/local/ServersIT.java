package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ServersIT {
    private static final Path HOME = Path.of(
            "target", "servers-it", Long.toString(ProcessHandle.current().pid()));

    @Test
    void postgresKeepsWhatWasCommittedWhenItIsKilled() throws Exception {
        LocalPostgres postgres = new LocalPostgres(HOME.resolve("postgres"), Ports.free(), Secrets.random());
        try {
            // given
            postgres.start();
            postgres.prepare();
            execute(postgres, "CREATE TABLE fact (said text)");
            execute(postgres, "INSERT INTO fact VALUES ('Tāmaki Makaurau')");

            // when
            kill(postgres.pid().orElseThrow());
            postgres.start();

            // then
            assertThat(text(postgres, "SELECT said FROM fact")).isEqualTo("Tāmaki Makaurau");
            assertThat(text(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(text(postgres, "SHOW synchronous_commit")).isEqualTo("on");
        } finally {
            postgres.stop();
        }
        assertThat(postgres.pid()).isEmpty();
    }

    @Test
    void postgresStartsThoughItsPidFileNamesSomebodyElse() throws Exception {
        LocalPostgres postgres = new LocalPostgres(HOME.resolve("postgres-stale"), Ports.free(), Secrets.random());
        try {
            // given
            postgres.start();
            Path pidFile = HOME.resolve("postgres-stale/data/postmaster.pid");
            List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
            postgres.stop();
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(pidFile, lines);

            // when
            postgres.start();

            // then
            assertThat(postgres.pid()).isPresent();
        } finally {
            postgres.stop();
        }
    }

    @Test
    void kafkaKeepsWhatWasAcknowledgedWhenItIsKilled() throws Exception {
        LocalKafka kafka = new LocalKafka(HOME.resolve("kafka"), Ports.free());
        try {
            // given
            kafka.start();
            kafka.prepare();
            try (var producer = new KafkaProducer<String, String>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("flagships.case.v1", 15, "case/1", "opened"))
                        .get();
            }

            // when
            kill(kafka.pid().orElseThrow());
            kafka.start();
            kafka.prepare();

            // then
            try (var consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                TopicPartition last = new TopicPartition("flagships.case.v1", 15);
                consumer.assign(List.of(last));
                assertThat(consumer.endOffsets(List.of(last))).containsEntry(last, 1L);
                assertThat(consumer.poll(Duration.ofSeconds(20))
                                .records(last)
                                .getFirst()
                                .value())
                        .isEqualTo("opened");
            }
            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).containsAll(LocalKafka.TOPICS);
            }

            // and when
            kafka.recreate();

            // then
            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).containsAll(LocalKafka.TOPICS);
            }
        } finally {
            kafka.stop();
        }
        assertThat(kafka.pid()).isEmpty();
    }

    @Test
    void kafkaIsReadyWithMorePartitionsThanShardsAndSaysHowToMendFewer() throws Exception {
        LocalKafka kafka = new LocalKafka(HOME.resolve("kafka-partitions"), Ports.free());
        try {
            // given
            kafka.start();
            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("flagships.case.v1", 4, (short) 1)))
                        .all()
                        .get();

                // when, then
                assertThatThrownBy(kafka::prepare)
                        .isInstanceOf(LocalException.class)
                        .hasMessageContaining("has 4 partitions")
                        .hasMessageContaining("--alter --topic flagships.case.v1 --partitions 16")
                        .hasMessageNotContaining("reset");

                // and when what it says is done, and more, then it is ready
                for (int partitions : List.of(16, 17)) {
                    admin.createPartitions(Map.of("flagships.case.v1", NewPartitions.increaseTo(partitions)))
                            .all()
                            .get();
                    assertThat(Commands.await(Duration.ofSeconds(30), () -> partitions(admin) == partitions))
                            .isTrue();
                    kafka.prepare();
                }
            }
        } finally {
            kafka.stop();
        }
    }

    private static int partitions(Admin admin) {
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of("flagships.case.v1"))
                            .allTopicNames()
                            .get()
                            .get("flagships.case.v1"))
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(Commands.await(Duration.ofSeconds(20), () -> !Pids.alive(pid)))
                .isTrue();
    }

    private static void execute(LocalPostgres postgres, String statement) throws SQLException {
        try (Connection c = postgres.connect("cases");
                Statement s = c.createStatement()) {
            s.execute(statement);
        }
    }

    private static String text(LocalPostgres postgres, String query) throws SQLException {
        try (Connection c = postgres.connect("cases");
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
