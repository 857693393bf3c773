package nz.flagships.eventstore.relay;

import static nz.flagships.eventstore.store.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.AppendSettings;
import nz.flagships.eventstore.store.Appender;
import nz.flagships.eventstore.store.EventStore.ShardHead;
import nz.flagships.eventstore.store.Items;
import nz.flagships.eventstore.store.PostgresEventStore;
import nz.flagships.eventstore.store.StoreDatabase;
import nz.flagships.eventstore.store.StoredEvent;
import nz.flagships.local.LocalKafka;
import nz.flagships.local.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way to Kafka, with a broker of its own, since it is killed here. */
@NullUnmarked
class RelayIT {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static LocalKafka kafka;

    private final List<Relay> relays = new ArrayList<>();
    private final AtomicBoolean broken = new AtomicBoolean();
    private StoreDatabase database;
    private Appender appender;
    private PostgresEventStore store;
    private String topic;

    @BeforeAll
    static void startBroker() {
        kafka = new LocalKafka(
                Path.of("target", "servers", "relay-" + ProcessHandle.current().pid()), Ports.free());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop));
        kafka.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.stop();
    }

    @BeforeEach
    void start() throws Exception {
        database = new StoreDatabase();
        appender = new Appender(
                database.writer(),
                AppendSettings.DEFAULT,
                shards -> List.copyOf(relays).forEach(relay -> relay.appended(shards)),
                new SimpleMeterRegistry());
        store = new PostgresEventStore(database.writer(), appender);
        topic = "relay." + NEXT.incrementAndGet();
        create(topic, Shards.COUNT);
    }

    @AfterEach
    void stop() {
        relays.forEach(Relay::close);
        appender.close();
    }

    private static void create(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            await(() -> isThere(admin, topic));
        }
    }

    private static boolean isThere(Admin admin, String topic) {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long roundBytes = RelaySettings.BATCH_BYTES;

    @Test
    void a_backlog_of_large_events_is_published_in_rounds_that_are_bounded_by_bytes() {
        // given 60 events of 100 kB in one stream, and rounds that hold 250 kB
        String[] large = new String[60];
        for (int i = 0; i < large.length; i++) {
            large[i] = "{\"n\":" + i + ",\"text\":\"" + "x".repeat(100_000) + "\"}";
        }
        assertThat(store.append(item().write("large/1", 0, large).build())
                        .toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join())
                .isInstanceOf(AppendResult.Appended.class);

        // when
        roundBytes = 250_000;
        relay().start();
        await(this::published);

        // then none had more than fits and one more, and all are there
        assertThat(meters.get("flagships_relay_round_events").summary().max()).isLessThanOrEqualTo(3);
        assertThat(topic().values().stream().mapToInt(List::size).sum()).isEqualTo(60);
    }

    private Relay relay() {
        return relay(topic);
    }

    private Relay relay(String to) {
        return relay(to, event -> envelope(event, broken.get()));
    }

    private Relay relay(String to, PublishedForm form) {
        RelaySettings settings = new RelaySettings(
                to,
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                Duration.ofSeconds(2),
                Duration.ofMillis(20),
                64,
                roundBytes,
                Duration.ofSeconds(20));
        Relay relay = new Relay(database.writer(), form, settings, meters);
        relays.add(relay);
        return relay;
    }

    /** Streams that begin with private/ are private. */
    private static EventEnvelope envelope(StoredEvent event, boolean broken) {
        if (broken && event.stream().startsWith("poison/")) {
            throw new IllegalStateException("cannot be said");
        }
        boolean hidden = event.stream().startsWith("private/");
        return new EventEnvelope(
                event.id().toString(),
                "/flagships/test-service",
                hidden ? "nz.flagships.test.Private.v1" : event.type(),
                hidden ? null : event.stream(),
                event.occurredAt(),
                event.recordedAt(),
                event.knownAt(),
                event.shard(),
                event.position(),
                event.epoch(),
                hidden ? 0 : event.version(),
                hidden ? null : "POLICE",
                null,
                null,
                null,
                hidden ? "{}" : event.data());
    }

    private void append(int count, String prefix) {
        List<CompletableFuture<AppendResult>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AppendItem one = item().write(prefix + NEXT.incrementAndGet(), 0, "{\"n\":" + i + "}", "{}")
                    .build();
            all.add(store.append(one).toCompletableFuture());
        }
        assertThat(all)
                .allSatisfy(stage -> assertThat(
                                stage.orTimeout(60, TimeUnit.SECONDS).join())
                        .isInstanceOf(AppendResult.Appended.class));
    }

    private static void await(BooleanSupplier until) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean published() {
        return store.heads().stream().allMatch(head -> head.head() == head.published());
    }

    /** What a reader keeps: by partition, each position once. Fails where a reader would see a gap. */
    private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> topic() {
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> all = records();
        for (ConsumerRecord<byte[], byte[]> found : all) {
            List<ConsumerRecord<byte[], byte[]>> partition =
                    kept.computeIfAbsent(found.partition(), p -> new ArrayList<>());
            long position = Long.parseLong(header(found, "ce_position"));
            assertThat(position)
                    .as(() -> "a gap in "
                            + all.stream()
                                    .filter(other -> other.partition() == found.partition())
                                    .map(other -> other.offset() + ":" + header(other, "ce_position") + "@"
                                            + other.timestamp())
                                    .toList())
                    .isLessThanOrEqualTo(partition.size() + 1L);
            if (position == partition.size() + 1L) {
                partition.add(found);
            } else {
                assertThat(header(found, "ce_id")).isEqualTo(header(partition.get((int) position - 1), "ce_id"));
            }
        }
        return kept;
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < Shards.COUNT; i++) {
            all.add(new TopicPartition(topic, i));
        }
        return all;
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void assertAllOnTopic() {
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> onTopic = topic();
        for (ShardHead head : store.heads()) {
            List<StoredEvent> stored = store.log(head.shard(), 0, 100_000);
            assertThat(onTopic.getOrDefault(head.shard(), List.of()).stream().map(found -> header(found, "ce_id")))
                    .containsExactlyElementsOf(
                            stored.stream().map(event -> event.id().toString()).toList());
        }
    }

    @Test
    void events_are_published_in_order_and_others_can_read_them() {
        // given some that were there before, and a relay that is woken for the rest
        append(40, "case/");
        relay().start();

        // when
        append(40, "case/");
        append(5, "private/");
        await(this::published);

        // then
        assertAllOnTopic();
        for (ConsumerRecord<byte[], byte[]> found : records()) {
            CloudEvent event = KafkaMessageFactory.createReader(found).toEvent();
            assertThat(event.getId()).isEqualTo(header(found, "ce_id"));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtension("epoch")).isEqualTo("1");
            if (event.getType().endsWith(".Private.v1")) {
                assertThat(found.key()).isNull();
                assertThat(event.getSubject()).isNull();
                assertThat(new String(found.value(), StandardCharsets.UTF_8)).isEqualTo("{}");
            } else {
                assertThat(new String(found.key(), StandardCharsets.UTF_8)).isEqualTo(event.getSubject());
                assertThat(Shards.of(event.getSubject())).isEqualTo(found.partition());
            }
        }
    }

    @Test
    void a_broker_that_dies_delays_events_and_loses_none() {
        // given
        relay().start();
        append(100, "case/");
        await(this::published);

        // when it is killed, writes go on
        kafka.pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        await(() -> kafka.pid().isEmpty());
        append(300, "case/");
        kafka.start();
        append(50, "case/");
        await(this::published);

        // then
        assertAllOnTopic();
    }

    @Test
    void writes_go_on_when_the_broker_was_never_there() {
        // given
        Relay nowhere = new Relay(
                database.writer(),
                event -> envelope(event, broken.get()),
                RelaySettings.of(topic, Map.of("bootstrap.servers", "localhost:1")),
                new SimpleMeterRegistry());

        // when
        nowhere.start();
        append(10, "case/");
        nowhere.close();

        // then
        assertThat(store.heads()).allMatch(head -> head.published() == 0);
    }

    @Test
    void two_relays_that_overlap_lose_nothing_and_no_mark_is_ahead_of_kafka() throws Exception {
        // given two relays that are made to believe again and again that the shards are theirs
        relay().start();
        relay().start();
        AtomicBoolean over = new AtomicBoolean();
        Map<Integer, Long> ahead = new ConcurrentHashMap<>();
        Thread thief = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                execute(database.superuser(), "update shard_relay set lease_until = now() - interval '1 second'");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
            }
        });
        Thread watch = Thread.ofPlatform().start(() -> {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                while (!over.get()) {
                    List<ShardHead> marks = store.heads();
                    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
                    for (ShardHead mark : marks) {
                        if (mark.published() > ends.get(new TopicPartition(topic, mark.shard()))) {
                            ahead.put(mark.shard(), mark.published());
                        }
                    }
                }
            }
        });

        // when
        for (int i = 0; i < 60; i++) {
            append(20, "case/");
        }
        await(this::published);
        over.set(true);
        thief.join();
        watch.join();

        // then
        assertThat(ahead).isEmpty();
        assertAllOnTopic();
    }

    @Test
    void a_lease_moves_over_when_its_holder_falls_silent() {
        // given a replica that died with the leases
        execute(
                database.superuser(),
                "update shard_relay set owner = 'dead', lease_until = clock_timestamp() + interval '3 seconds'");

        // when
        relay().start();
        append(20, "case/");

        // then
        await(this::published);
        assertAllOnTopic();
        assertThat(database.number("select count(*) from shard_relay where owner = 'dead'"))
                .isZero();
    }

    @Test
    void leases_are_given_back_on_leaving() {
        // given
        Relay leaving = relay();
        leaving.start();
        append(20, "case/");
        await(this::published);

        // when
        leaving.close();

        // then
        assertThat(database.number("select count(*) from shard_relay where owner is not null"))
                .isZero();
    }

    @Test
    void a_database_that_was_moved_back_in_time_begins_another_epoch() throws SQLException {
        // given a shard of which Kafka has more than the restored database
        String stream = "case/restored";
        int shard = Shards.of(stream);
        Relay before = relay();
        before.start();
        for (int i = 0; i < 6; i++) {
            store.append(item().write(stream, i, "{}").build())
                    .toCompletableFuture()
                    .join();
        }
        await(this::published);
        before.close();
        execute(
                database.superuser(),
                "set session_replication_role = replica; delete from event where version > 4;"
                        + " update stream set version = 4; update shard_head set head = 4 where shard = " + shard
                        + "; update shard_relay set published = 4 where shard = " + shard);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        store.append(item().write(stream, 4, "{\"other\":true}").build())
                .toCompletableFuture()
                .join();
        await(this::published);

        // then
        List<ConsumerRecord<byte[], byte[]>> records = records();
        ConsumerRecord<byte[], byte[]> last = records.getLast();
        assertThat(header(last, "ce_position")).isEqualTo("5");
        assertThat(header(last, "ce_epoch")).isEqualTo("2");
        assertThat(store.log(shard, 0, 10)).extracting(StoredEvent::epoch).containsExactly(1, 1, 1, 1, 2);

        // and a relay that starts on it finds nothing to raise
        relays.forEach(Relay::close);
        relay().start();
        store.append(item().write(stream, 5, "{}").build())
                .toCompletableFuture()
                .join();
        await(this::published);
        assertThat(store.heads().get(shard).epoch()).isEqualTo(2);
    }

    @Test
    void where_a_restore_brought_an_older_mark_the_new_epoch_begins_behind_what_is_shared() {
        // given
        String stream = "case/older-mark";
        publishTwelveAndRestoreToTen(stream, 4);
        int shard = Shards.of(stream);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        write(stream, 10);
        await(this::published);

        // then whoever read up to the tenth reads on, and whoever read further finds another epoch there
        assertThat(epochs(shard)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
        // and what stands on the topic already is not sent again
        assertThat(onTopic(shard)).endsWith("1:12", "2:11").hasSize(13);
    }

    @Test
    void what_was_stored_after_a_restore_and_before_the_relay_looked_is_of_the_new_epoch() {
        // given facts at positions that the topic knows otherwise
        String stream = "case/stored-meanwhile";
        publishTwelveAndRestoreToTen(stream, 4);
        write(stream, 10, 11, 12);
        int shard = Shards.of(stream);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        await(this::published);

        // then
        assertThat(epochs(shard)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2);
        assertThat(onTopic(shard)).endsWith("1:12", "2:11", "2:12", "2:13");
    }

    @Test
    void what_the_topic_keeps_no_longer_is_shared_where_what_came_after_it_is() throws Exception {
        // given a topic that begins at the seventh
        String stream = "case/cut-off";
        publishTwelveAndRestoreToTen(stream, 4);
        int shard = Shards.of(stream);
        forget(shard, 6);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        await(this::published);

        // then
        assertThat(firstOfEpoch(shard, 2)).isEqualTo(11);
        assertThat(onTopic(shard)).endsWith("1:12", "1:5", "1:6", "1:7", "1:8", "1:9", "1:10");
    }

    @Test
    void what_nothing_on_the_topic_bears_out_is_of_the_new_epoch() throws Exception {
        // given a topic that has only the twelfth
        String stream = "case/cut-off-further";
        publishTwelveAndRestoreToTen(stream, 4);
        int shard = Shards.of(stream);
        forget(shard, 11);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        await(this::published);

        // then
        assertThat(epochs(shard)).containsExactly(1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
    }

    @Test
    void where_head_and_mark_were_moved_back_together_the_new_epoch_begins_behind_both() {
        // given
        String stream = "case/together";
        publishTwelveAndRestoreToTen(stream, 10);
        int shard = Shards.of(stream);
        write(stream, 10, 11);

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        await(this::published);

        // then
        assertThat(firstOfEpoch(shard, 2)).isEqualTo(11);
        assertThat(onTopic(shard)).endsWith("1:12", "2:11", "2:12").hasSize(14);
    }

    @Test
    void nothing_that_somebody_put_on_the_topic_moves_where_the_new_epoch_begins() throws Exception {
        // given
        String stream = "case/foreign";
        publishTwelveAndRestoreToTen(stream, 4);
        int shard = Shards.of(stream);
        List<StoredEvent> stored = store.log(shard, 0, 100);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Map<String, String>> foreign = new ArrayList<>();
            foreign.add(Map.of());
            foreign.add(said("1", "6", UUID.randomUUID().toString()));
            foreign.add(said("1", "7", "not an id"));
            foreign.add(said("1", "-8", stored.get(8).id().toString()));
            foreign.add(said("0", "9", stored.get(8).id().toString()));
            foreign.add(said("eins", "9", stored.get(8).id().toString()));
            foreign.add(said("2147483647", "9", stored.get(8).id().toString()));
            foreign.add(said("1", "99999999999999999999", stored.get(8).id().toString()));
            foreign.add(said("1", "9223372036854775807", UUID.randomUUID().toString()));
            for (String missing : List.of("ce_epoch", "ce_position", "ce_id")) {
                Map<String, String> one = said("1", "5", stored.get(4).id().toString());
                one.put(missing, null);
                foreign.add(one);
            }
            for (Map<String, String> headers : foreign) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, shard, null, new byte[] {1});
                headers.forEach((name, value) ->
                        record.headers().add(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
                producer.send(record).get(30, TimeUnit.SECONDS);
            }
        }

        // when
        relay().start();
        await(() -> store.heads().get(shard).epoch() == 2);
        await(this::published);

        // then
        assertThat(epochs(shard)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(firstOfEpoch(shard, 2)).isEqualTo(11);
    }

    private long firstOfEpoch(int shard, int epoch) {
        return database.number(
                "select from_position from shard_epoch where epoch = " + epoch + " and shard = " + shard);
    }

    private void forget(int shard, long before) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, shard), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Map<String, String> said(String epoch, String position, String id) {
        return new HashMap<>(Map.of("ce_epoch", epoch, "ce_position", position, "ce_id", id));
    }

    /** Twelve events of one stream are on the topic; the database has ten of them, and a mark. */
    private void publishTwelveAndRestoreToTen(String stream, long mark) {
        Relay before = relay();
        before.start();
        write(stream, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        await(this::published);
        before.close();
        relays.remove(before);
        int shard = Shards.of(stream);
        execute(
                database.superuser(),
                "set session_replication_role = replica; delete from event where version > 10;"
                        + " update stream set version = 10; update shard_head set head = 10 where shard = " + shard
                        + "; update shard_relay set published = " + mark + " where shard = " + shard);
    }

    private void write(String stream, int... versions) {
        for (int version : versions) {
            assertThat(store.append(item().write(stream, version, "{}").build())
                            .toCompletableFuture()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .isInstanceOf(AppendResult.Appended.class);
        }
    }

    private List<Integer> epochs(int shard) {
        return store.log(shard, 0, 100).stream().map(StoredEvent::epoch).toList();
    }

    /** Epoch and position of each record, in their order. */
    private List<String> onTopic(int shard) {
        return records().stream()
                .filter(found -> found.partition() == shard)
                .map(found -> header(found, "ce_epoch") + ":" + header(found, "ce_position"))
                .toList();
    }

    @Test
    void a_topic_with_fewer_partitions_than_shards_is_refused() throws Exception {
        // given
        create("relay.narrow", 4);

        // when
        assertThatThrownBy(() -> relay("relay.narrow").start())
                // then
                .isInstanceOf(Relay.WrongPartitions.class)
                .hasMessageContaining("has 4 partitions")
                .hasMessageContaining("--alter --topic relay.narrow --partitions 16");
    }

    @Test
    void a_topic_with_more_partitions_than_shards_is_written_to_like_before() throws Exception {
        // given
        topic = "relay.wide";
        create(topic, Shards.COUNT + 1);

        // when
        relay(topic).start();
        append(60, "case/");

        // then
        await(this::published);
        assertAllOnTopic();
        assertThat(records()).allMatch(found -> found.partition() < Shards.COUNT);
    }

    @Test
    void an_event_that_cannot_be_said_stops_its_shard_and_no_other() {
        // given
        broken.set(true);
        relay().start();
        append(1, "poison/");
        int shard = store.heads().stream()
                .filter(head -> head.head() > 0)
                .findFirst()
                .orElseThrow()
                .shard();

        // when
        append(60, "case/");

        // then
        await(() -> store.heads().stream()
                .allMatch(head -> head.shard() == shard ? head.published() == 0 : head.published() == head.head()));

        // and when it can be said
        broken.set(false);
        await(this::published);
        assertAllOnTopic();
    }

    @Test
    void an_event_that_this_version_cannot_say_is_left_to_a_replica_that_can() {
        // given an older replica that stands before an event of a younger type
        broken.set(true);
        relay().start();
        append(1, "poison/");
        append(40, "case/");
        await(() -> store.heads().stream()
                        .filter(head -> head.published() < head.head())
                        .count()
                == 1);

        // when a newer one comes
        relay(topic, event -> envelope(event, false)).start();

        // then it is published, though the older one is still there
        await(this::published);
        append(40, "poison/");
        await(this::published);
        assertAllOnTopic();
    }

    @Test
    void what_was_stored_while_a_relay_left_goes_along() {
        // given
        Relay leaving = relay();
        leaving.start();
        append(20, "case/");
        await(this::published);
        relays.remove(leaving); // it is not woken by what comes now
        append(20, "case/");

        // when
        leaving.close();

        // then
        assertThat(published()).isTrue();
        assertAllOnTopic();
    }

    private static void execute(DataSource as, String sql) {
        try (Connection connection = as.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void positions_on_the_topic_are_those_of_the_answers() {
        // given
        relay().start();
        Items one = item().write("case/answer", 0, "{\"mine\":1}");

        // when
        AppendResult.Appended answer = (AppendResult.Appended)
                store.append(one.build()).toCompletableFuture().join();
        await(this::published);

        // then
        AppendResult.Positions at = answer.positions().getFirst();
        assertThat(topic().get(at.shard()).get((int) at.first() - 1))
                .satisfies(found -> assertThat(new String(found.value(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"mine\":1}"));
    }
}
