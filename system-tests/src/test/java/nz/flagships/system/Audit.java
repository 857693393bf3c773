package nz.flagships.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nz.flagships.events.Json;
import nz.flagships.events.Shards;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a store, or a topic, from its beginning and says what is wrong with it, without any of the code that wrote it.
 *
 * @param events how many there are, each once
 * @param repeated how many a topic has more than once, which readers skip
 * @param faults what is wrong, in words; empty is what it should be
 */
record Audit(long events, long repeated, List<String> faults) {
    /** Positions without holes, versions without holes, and each event's hash made from the one before it. */
    static Audit store(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        long[] last = new long[Shards.COUNT];
        Map<String, byte[]> hashes = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        long events = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select shard, position, stream, version, id, type, data, metadata, occurred_at, recorded_at, known_at,
                               hash from event order by shard, position""")) {
            while (row.next()) {
                events++;
                int shard = row.getInt(1);
                if (row.getLong(2) != ++last[shard]) {
                    faults.add("Shard " + shard + " has no position " + last[shard]);
                    last[shard] = row.getLong(2);
                }
                String stream = row.getString(3);
                long version = versions.merge(stream, 1L, Long::sum);
                if (row.getLong(4) != version) {
                    faults.add(stream + " has no version " + version);
                }
                byte[] hash = hash(hashes.getOrDefault(stream, new byte[32]), row);
                if (!Arrays.equals(hash, row.getBytes(12))) {
                    faults.add(stream + " is broken at version " + version);
                }
                hashes.put(stream, row.getBytes(12));
            }
        }
        return new Audit(events, 0, faults);
    }

    /** Stream, version, id, type, data, metadata and the three times, each behind its length, after the hash before. */
    private static byte[] hash(byte[] before, ResultSet row) throws SQLException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(before);
            text(sha, row.getString(3));
            number(sha, row.getLong(4));
            text(sha, row.getString(5));
            text(sha, row.getString(6));
            text(sha, row.getString(7));
            text(sha, Json.canonical(Json.MAPPER.readTree(row.getString(8))));
            for (int column = 9; column <= 11; column++) {
                Instant time = row.getObject(column, OffsetDateTime.class).toInstant();
                number(sha, ChronoUnit.MICROS.between(Instant.EPOCH, time));
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void text(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }

    private static void number(MessageDigest sha, long number) {
        sha.update(ByteBuffer.allocate(12).putInt(8).putLong(number).array());
    }

    /** Positions without holes, in order where they come first, and one event at each. */
    static Audit topic(String bootstrapServers, String topic) {
        List<String> faults = new ArrayList<>();
        List<Map<Long, String>> ids = IntStream.range(0, Shards.COUNT)
                .<Map<Long, String>>mapToObj(shard -> new HashMap<>())
                .toList();
        long repeated = 0;
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Shards.COUNT)
                    .mapToObj(shard -> new TopicPartition(topic, shard))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    Map<Long, String> known = ids.get(found.partition());
                    long position = Long.parseLong(header(found, "ce_position"));
                    String id = header(found, "ce_id");
                    if (position > known.size() + 1) {
                        faults.add(
                                topic + "/" + found.partition() + " goes on at " + position + " after " + known.size());
                    }
                    String before = known.putIfAbsent(position, id);
                    if (before != null) {
                        repeated++;
                        if (!before.equals(id)) {
                            faults.add(topic + "/" + found.partition() + " has two events at " + position);
                        }
                    }
                }
            }
        }
        return new Audit(ids.stream().mapToLong(Map::size).sum(), repeated, faults);
    }

    private static String header(ConsumerRecord<byte[], byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
