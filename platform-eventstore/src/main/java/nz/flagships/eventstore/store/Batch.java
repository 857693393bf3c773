package nz.flagships.eventstore.store;

import static java.util.Comparator.comparing;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nz.flagships.events.Shards;
import nz.flagships.eventstore.store.AppendItem.Claim;
import nz.flagships.eventstore.store.AppendItem.DeadlineRow;
import nz.flagships.eventstore.store.AppendItem.Guard;
import nz.flagships.eventstore.store.AppendItem.Key;
import nz.flagships.eventstore.store.AppendItem.NewEvent;
import nz.flagships.eventstore.store.AppendItem.NoticeRow;
import nz.flagships.eventstore.store.AppendItem.Write;
import nz.flagships.eventstore.store.AppendResult.Appended;
import nz.flagships.eventstore.store.AppendResult.Positions;
import org.jspecify.annotations.Nullable;

/** Items that go into one transaction, as the arrays that the database's {@code append} takes: sorted in lock order. */
final class Batch {
    /** Why an item lost; the database's numbers. */
    enum Lost {
        DUPLICATE,
        CLAIM_TAKEN,
        CONFLICT
    }

    /**
     * @param winners per item, null where it lost
     * @param losers per item, null where it won
     * @param shards bit n: shard n has new events
     */
    record Outcome(@Nullable Appended[] winners, @Nullable Lost[] losers, int shards) {}

    static final int PARAMETERS = 41;
    static final String CALL = "select bases, lost, why from append(" + "?,".repeat(PARAMETERS) + "?)";

    /** The same, where others are to learn of something: still one round trip and one transaction. The parameters of {@code tell} come first. */
    static final String CALL_AND_TELL = "select a.bases, a.lost, a.why, tell(a.lost" + ", ?".repeat(11)
            + ") from append(" + "?,".repeat(PARAMETERS) + "?) a";

    private record KeyRow(int item, Key key, int shard, UUID event) {}

    private record ClaimRow(int item, Claim claim) {}

    /** @param version null for a guard */
    private record Touch(
            int item,
            String stream,
            long expected,
            @Nullable Long version) {}

    private record Told(int item, int number, String addressee, NoticeRow notice) {}

    private record EventRow(int item, int write, int shard, String stream, long version, NewEvent event) {}

    private static final Comparator<KeyRow> BY_KEY = comparing(
                    (KeyRow r) -> r.key.key().id())
            .thenComparing(r -> r.key.key().source())
            .thenComparing(r -> r.key.key().agency());

    private final List<QueuedItem> items;
    private final List<EventRow> events = new ArrayList<>();

    Batch(List<QueuedItem> items) {
        this.items = items;
    }

    /** Whether others are to learn of any of it, so that {@link #CALL_AND_TELL} is the call to make. */
    boolean tells() {
        for (QueuedItem item : items) {
            if (!item.item.notices().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** One round trip. The connection is in autocommit mode: when this returns, the transaction is durable. */
    Outcome append(PreparedStatement call) throws SQLException {
        List<KeyRow> keys = new ArrayList<>(items.size());
        List<ClaimRow> claims = new ArrayList<>();
        List<Touch> touches = new ArrayList<>(items.size());
        List<DeadlineRow> deadlines = new ArrayList<>();
        List<Integer> deadlineItems = new ArrayList<>();
        boolean guards = false;
        events.clear();
        for (int i = 0; i < items.size(); i++) {
            QueuedItem queued = items.get(i);
            AppendItem item = queued.item;
            for (int k = 0; k < item.keys().size(); k++) {
                keys.add(new KeyRow(i, item.keys().get(k), queued.keyShards[k], queued.keyEvents[k]));
            }
            for (Claim claim : item.claims()) {
                claims.add(new ClaimRow(i, claim));
            }
            for (int w = 0; w < queued.shards.length; w++) {
                Write write = item.writes().get(w);
                long version = write.expectedVersion();
                for (NewEvent event : write.events()) {
                    events.add(new EventRow(i, w, queued.shards[w], write.stream(), ++version, event));
                }
                touches.add(new Touch(i, write.stream(), write.expectedVersion(), version));
            }
            for (Guard guard : item.guards()) {
                guards = true;
                touches.add(new Touch(i, guard.stream(), guard.expectedVersion(), null));
            }
            if (!item.deadlines().isEmpty()) {
                deadlines.addAll(item.deadlines());
                for (int d = 0; d < item.deadlines().size(); d++) {
                    deadlineItems.add(i);
                }
            }
        }
        keys.sort(BY_KEY);
        claims.sort(comparing(c -> c.claim.value()));
        touches.sort(comparing(Touch::stream));
        events.sort(comparing(EventRow::shard)); // stable: the order within a stream stays
        bind(call, keys, claims, touches, deadlineItems, deadlines, guards);
        try (ResultSet rows = call.executeQuery()) {
            rows.next();
            Long[] bases = (Long[]) rows.getArray(1).getArray();
            Integer[] lost = (Integer[]) rows.getArray(2).getArray();
            Integer[] why = (Integer[]) rows.getArray(3).getArray();
            return outcome(bases, lost, why);
        }
    }

    private Outcome outcome(@Nullable Long[] bases, Integer[] lost, Integer[] why) {
        @Nullable Lost[] losers = new @Nullable Lost[items.size()];
        for (int i = 0; i < lost.length; i++) {
            losers[lost[i]] = Lost.values()[why[i] - 1];
        }
        long[][] firsts = new long[items.size()][];
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = new long[items.get(i).shards.length];
        }
        // The database numbers the events of a shard in the order they were given, leaving the losers out.
        long[] taken = new long[Shards.COUNT];
        int shards = 0;
        for (EventRow event : events) {
            Long base = bases[event.shard];
            if (losers[event.item] != null || base == null) {
                continue;
            }
            long position = base + ++taken[event.shard];
            shards |= 1 << event.shard;
            if (firsts[event.item][event.write] == 0) {
                firsts[event.item][event.write] = position;
            }
        }
        @Nullable Appended[] winners = new @Nullable Appended[items.size()];
        for (int i = 0; i < winners.length; i++) {
            if (losers[i] == null) {
                winners[i] = appended(items.get(i), firsts[i]);
            }
        }
        return new Outcome(winners, losers, shards);
    }

    static Appended appended(QueuedItem queued, long[] firsts) {
        List<Positions> positions = new ArrayList<>(firsts.length);
        for (int w = 0; w < firsts.length; w++) {
            Write write = queued.item.writes().get(w);
            int count = write.events().size();
            positions.add(
                    new Positions(write.stream(), queued.shards[w], firsts[w], count, write.expectedVersion() + count));
        }
        return new Appended(positions);
    }

    private void bindNotices(Arrays bind) throws SQLException {
        List<Told> told = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < items.size(); i++) {
            for (NoticeRow notice : items.get(i).item.notices()) {
                number++;
                for (String addressee : notice.addressees()) {
                    told.add(new Told(i, number, addressee, notice));
                }
            }
        }
        int n = told.size();
        int[] item = new int[n];
        int[] nr = new int[n];
        String[] addressee = new String[n];
        String[] kind = new String[n];
        String[] stream = new String[n];
        long[] version = new long[n];
        String[] type = new String[n];
        @Nullable String[] part = new @Nullable String[n];
        String[] agency = new String[n];
        long[] recorded = new long[n];
        int[] synthetic = new int[n];
        for (int i = 0; i < n; i++) {
            Told row = told.get(i);
            item[i] = row.item;
            nr[i] = row.number;
            addressee[i] = row.addressee;
            kind[i] = row.notice.kind();
            stream[i] = row.notice.stream();
            version[i] = row.notice.version();
            type[i] = row.notice.type();
            part[i] = row.notice.part();
            agency[i] = row.notice.agency();
            recorded[i] = QueuedItem.micros(row.notice.recordedAt());
            synthetic[i] = row.notice.synthetic() ? 1 : 0;
        }
        bind.ints(item).ints(nr).texts(addressee).texts(kind).texts(stream).longs(version);
        bind.texts(type).texts(part).texts(agency).longs(recorded).ints(synthetic);
    }

    private void bind(
            PreparedStatement call,
            List<KeyRow> keys,
            List<ClaimRow> claims,
            List<Touch> touches,
            List<Integer> deadlineItems,
            List<DeadlineRow> deadlines,
            boolean guards)
            throws SQLException {
        Arrays bind = new Arrays(call);
        if (tells()) {
            bindNotices(bind);
        }

        int n = keys.size();
        int[] item = new int[n];
        String[] agency = new String[n];
        String[] source = new String[n];
        String[] id = new String[n];
        byte[][] fingerprint = new byte[n][];
        String[] stream = new String[n];
        long[] version = new long[n];
        short[] shard = new short[n];
        UUID[] event = new UUID[n];
        for (int i = 0; i < n; i++) {
            KeyRow row = keys.get(i);
            item[i] = row.item;
            agency[i] = row.key.key().agency();
            source[i] = row.key.key().source();
            id[i] = row.key.key().id();
            fingerprint[i] = row.key.fingerprint();
            stream[i] = row.key.stream();
            version[i] = row.key.version();
            shard[i] = (short) row.shard;
            event[i] = row.event;
        }
        bind.ints(item).texts(agency).texts(source).texts(id).bytes(fingerprint);
        bind.texts(stream).longs(version).shorts(shard).uuids(event);

        n = claims.size();
        item = new int[n];
        String[] value = new String[n];
        stream = new String[n];
        for (int i = 0; i < n; i++) {
            ClaimRow row = claims.get(i);
            item[i] = row.item;
            value[i] = row.claim.value();
            stream[i] = row.claim.stream();
        }
        bind.ints(item).texts(value).texts(stream);

        bindTouches(bind, touches);
        bindEvents(bind);

        n = deadlines.size();
        item = new int[n];
        stream = new String[n];
        String[] key = new String[n];
        Long[] due = new Long[n];
        String[] command = new String[n];
        for (int i = 0; i < n; i++) {
            DeadlineRow row = deadlines.get(i);
            item[i] = deadlineItems.get(i);
            stream[i] = row.stream();
            key[i] = row.key();
            due[i] = row.due() == null ? null : QueuedItem.micros(row.due());
            command[i] = row.command();
        }
        bind.ints(item).texts(stream).texts(key).longsOrNull(due).texts(command);
        bind.flag(guards);
    }

    private static void bindTouches(Arrays bind, List<Touch> touches) throws SQLException {
        List<String> newStreams = new ArrayList<>();
        List<Long> newVersions = new ArrayList<>();
        List<Touch> updates = new ArrayList<>(touches.size());
        Set<String> guarded = new HashSet<>();
        for (Touch touch : touches) {
            if (touch.expected == 0) {
                // Several items may guard the absence of one stream; one row holds its place.
                if (touch.version != null || guarded.add(touch.stream)) {
                    newStreams.add(touch.stream);
                    newVersions.add(touch.version == null ? 0L : touch.version);
                }
            } else if (touch.version != null) {
                updates.add(touch);
            }
        }
        bind.texts(newStreams.toArray(String[]::new)).longs(unboxed(newVersions));

        int n = touches.size();
        int[] item = new int[n];
        String[] stream = new String[n];
        long[] expected = new long[n];
        Long[] version = new Long[n];
        for (int i = 0; i < n; i++) {
            Touch touch = touches.get(i);
            item[i] = touch.item;
            stream[i] = touch.stream;
            expected[i] = touch.expected;
            version[i] = touch.version;
        }
        bind.ints(item).texts(stream).longs(expected).longsOrNull(version);

        n = updates.size();
        stream = new String[n];
        expected = new long[n];
        long[] versions = new long[n];
        for (int i = 0; i < n; i++) {
            Touch touch = updates.get(i);
            stream[i] = touch.stream;
            expected[i] = touch.expected;
            versions[i] = touch.version == null ? 0 : touch.version;
        }
        bind.texts(stream).longs(expected).longs(versions);
    }

    private void bindEvents(Arrays bind) throws SQLException {
        int n = events.size();
        int[] item = new int[n];
        short[] shard = new short[n];
        long[] offset = new long[n];
        String[] stream = new String[n];
        long[] version = new long[n];
        UUID[] id = new UUID[n];
        String[] type = new String[n];
        String[] data = new String[n];
        String[] metadata = new String[n];
        long[] occurred = new long[n];
        long[] recorded = new long[n];
        long[] known = new long[n];
        byte[][] hash = new byte[n][];
        long[] counts = new long[Shards.COUNT];
        for (int i = 0; i < n; i++) {
            EventRow row = events.get(i);
            NewEvent event = row.event;
            item[i] = row.item;
            shard[i] = (short) row.shard;
            offset[i] = ++counts[row.shard];
            stream[i] = row.stream;
            version[i] = row.version;
            id[i] = event.id();
            type[i] = event.type();
            data[i] = event.data();
            metadata[i] = event.metadata();
            occurred[i] = QueuedItem.micros(event.occurredAt());
            recorded[i] = QueuedItem.micros(event.recordedAt());
            known[i] = QueuedItem.micros(event.knownAt());
            hash[i] = event.hash();
        }
        bind.ints(item).shorts(shard).longs(offset).texts(stream).longs(version).uuids(id);
        bind.texts(type)
                .texts(data)
                .texts(metadata)
                .longs(occurred)
                .longs(recorded)
                .longs(known)
                .bytes(hash);
        int shards = 0;
        for (long count : counts) {
            shards += count > 0 ? 1 : 0;
        }
        short[] heads = new short[shards];
        long[] headCounts = new long[shards];
        for (int s = 0, i = 0; s < counts.length; s++) {
            if (counts[s] > 0) {
                heads[i] = (short) s;
                headCounts[i++] = counts[s];
            }
        }
        bind.shorts(heads).longs(headCounts);
    }

    private static long[] unboxed(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** Sets the parameters one after another. */
    private static final class Arrays {
        private final PreparedStatement call;
        private final Connection connection;
        private int index;

        Arrays(PreparedStatement call) throws SQLException {
            this.call = call;
            this.connection = call.getConnection();
        }

        private Arrays set(String type, Object values) throws SQLException {
            Array array = connection.createArrayOf(type, boxed(values));
            call.setArray(++index, array);
            return this;
        }

        Arrays ints(int[] values) throws SQLException {
            call.setObject(++index, values);
            return this;
        }

        Arrays longs(long[] values) throws SQLException {
            call.setObject(++index, values);
            return this;
        }

        Arrays shorts(short[] values) throws SQLException {
            call.setObject(++index, values);
            return this;
        }

        Arrays bytes(byte[][] values) throws SQLException {
            call.setObject(++index, values);
            return this;
        }

        Arrays longsOrNull(@Nullable Long[] values) throws SQLException {
            return set("int8", values);
        }

        Arrays texts(@Nullable String[] values) throws SQLException {
            return set("text", values);
        }

        Arrays uuids(UUID[] values) throws SQLException {
            return set("uuid", values);
        }

        void flag(boolean value) throws SQLException {
            call.setBoolean(++index, value);
        }

        private static Object[] boxed(Object values) {
            return (Object[]) values;
        }
    }
}
