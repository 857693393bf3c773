package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nz.flagships.events.Shards;
import nz.flagships.local.LocalKafka;
import nz.flagships.system.LeftOutOneByOne;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The KafkaUsers' rights are enough for what the services do, and for nothing else. */
@ExtendWith(LeftOutOneByOne.class)
class KafkaRightsIT {
    private static final String INITIATIVE = LocalKafka.TOPICS.getFirst();
    private static final String CASE = LocalKafka.TOPICS.getLast();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static GuardedKafka kafka;

    @BeforeAll
    static void starts() throws Exception {
        kafka = new GuardedKafka(folder, Overlay.LOCAL.rendered());
        kafka.prepare();
    }

    @AfterAll
    static void ends() {
        if (kafka != null) {
            kafka.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"initiative-service, flagships.initiative.v1", "case-service, flagships.case.v1"})
    void aWriterPublishesAndReadsItsLastRecord(String service, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(service);
                KafkaConsumer<byte[], byte[]> consumer = consumer(service, "");
                Admin admin = Admin.create(kafka.client(service))) {
            // When
            long offset = producer.send(event(topic)).get().offset();

            // Then
            TopicPartition partition = new TopicPartition(topic, 3);
            consumer.assign(List.of(partition));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, offset + 1);
            consumer.seek(partition, offset);
            assertThat(consumer.poll(Duration.ofSeconds(20)).count()).isPositive();
            assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get())
                    .hasEntrySatisfying(
                            topic,
                            description -> assertThat(description.partitions()).hasSize(Shards.COUNT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "case-service, flagships.initiative.v1",
        "reporting-service, flagships.initiative.v1",
        "reporting-service, flagships.case.v1"
    })
    void aReaderReadsInAGroupOfItsOwnName(String service, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(service, service)) {
            // When
            assignedTo(consumer, topic);

            // Then
            Set<TopicPartition> partitions = consumer.assignment();
            assertThat(partitions).hasSize(Shards.COUNT);
            assertThat(consumer.beginningOffsets(partitions)).hasSize(Shards.COUNT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "initiative-service, flagships.case.v1",
        "case-service, flagships.initiative.v1",
        "reporting-service, flagships.initiative.v1",
        "reporting-service, flagships.case.v1"
    })
    void nobodyWritesAnothersTopic(String service, String topic) {
        try (KafkaProducer<byte[], byte[]> producer = producer(service)) {
            assertThatThrownBy(() -> producer.send(event(topic)).get())
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void initiativeServiceDoesNotReadCases() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("initiative-service", "")) {
            assertThatThrownBy(() -> consumer.partitionsFor(CASE)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobodyJoinsAnothersGroup() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("case-service", "reporting-service")) {
            assertThatThrownBy(() -> assignedTo(consumer, INITIATIVE)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"initiative-service", "case-service", "reporting-service"})
    void nobodyMakesOrRemovesTopics(String service) {
        try (Admin admin = Admin.create(kafka.client(service))) {
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("flagships.other.v1", 1, (short) 1)))
                            .all()
                            .get())
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(
                            () -> admin.deleteTopics(List.of(INITIATIVE)).all().get())
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithoutACertificate() {
        Map<String, Object> without = kafka.client("case-service");
        Stream.of("location", "type", "password").forEach(part -> without.remove("ssl.keystore." + part));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(without, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThatThrownBy(() -> consumer.partitionsFor(CASE)).isInstanceOf(SslAuthenticationException.class);
        }
    }

    private static ProducerRecord<byte[], byte[]> event(String topic) {
        return new ProducerRecord<>(topic, 3, null, "{}".getBytes(StandardCharsets.UTF_8));
    }

    /** As the relay's. */
    private static KafkaProducer<byte[], byte[]> producer(String service) {
        Map<String, Object> properties = new HashMap<>(kafka.client(service));
        properties.remove("default.api.timeout.ms");
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** As the readers', which commit nothing; without a group as the relay's. */
    private static KafkaConsumer<byte[], byte[]> consumer(String service, String group) {
        Map<String, Object> properties = new HashMap<>(kafka.client(service));
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("isolation.level", "read_committed");
        if (!group.isEmpty()) {
            properties.put("group.id", group);
        }
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static void assignedTo(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.seekToBeginning(partitions);
            }
        });
        for (int i = 0; i < 60 && consumer.assignment().isEmpty(); i++) {
            consumer.poll(Duration.ofSeconds(1));
        }
    }
}
