package nz.flagships.projections.readmodel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nz.flagships.events.EventEnvelope;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.PublishedTypes;
import nz.flagships.events.Sha256;
import org.jspecify.annotations.Nullable;

/** The declared read models of a service, which are in one schema and are written in one transaction. */
public final class ReadModels {
    /** Enough to tell models apart, and as much as Flyway keeps of a migration. */
    private static final int BYTES = 4;

    private static final long PRIME = 0x100000001b3L;

    /** What every schema of models has besides: how often each changed, and what it comes to. */
    static final String BOOK = """
            create table read_model (
                name text collate "C" not null,
                source text collate "C" not null,
                shard smallint not null,
                changes bigint not null,
                rows bigint not null,
                checksum bigint not null,
                primary key (name, source, shard)
            ) with (fillfactor = 50);
            comment on table read_model is 'What each model comes to, by the shard that its rows are folded from: no two transactions wait for one line.';
            """;

    private final List<ReadModel<?>> models;
    private final SortedMap<String, Class<? extends PublishedEvent>> types = new TreeMap<>();

    private ReadModels(List<ReadModel<?>> models) {
        this.models = models;
        Set<String> tables = new HashSet<>();
        Set<ReadModel<?>> before = new HashSet<>();
        for (ReadModel<?> model : models) {
            if (!tables.add(model.table())) {
                throw new IllegalArgumentException("Two models are called " + model.table());
            }
            model.looked().forEach(looked -> {
                if (!before.contains(looked.model())) {
                    throw new IllegalArgumentException("%s looks at %s, which is to be declared before it"
                            .formatted(model.table(), looked.model().table()));
                }
            });
            before.add(model);
            model.folds().forEach(fold -> types.putAll(PublishedTypes.of(fold.type())));
        }
    }

    /** Some models; each sees an event after those before it have folded it. */
    public static ReadModels of(ReadModel<?>... models) {
        return new ReadModels(Arrays.asList(models));
    }

    /** The models, in their order. */
    public List<ReadModel<?>> all() {
        return models;
    }

    /** The types that any of them folds. */
    public Set<String> types() {
        return types.keySet();
    }

    /** Whether any of them folds the event. */
    public boolean wants(EventEnvelope event) {
        return types.containsKey(event.type());
    }

    /** The services whose events they are folded from. */
    public Set<String> sources() {
        return types.keySet().stream()
                .map(type -> type.split("\\.", 4)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What makes their tables. */
    public String ddl() {
        return BOOK + models.stream().map(ReadModel::ddl).collect(Collectors.joining());
    }

    /**
     * Changes whenever a shape, a key, an index or a generation does: the models are then others than those that a schema
     * holds, and need one of their own.
     */
    public String fingerprint() {
        byte[] digest = Sha256.of(ddl());
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    Map<String, Class<? extends PublishedEvent>> records() {
        return types;
    }

    /**
     * A checksum of a row, the same whatever else there is: it tells tables apart that came to be otherwise, and is none against
     * somebody who means to deceive. FNV-1a over the values, and the end of MurmurHash3, so that each bit of it counts.
     */
    static long checksum(List<@Nullable String> values) {
        long hash = 0xcbf29ce484222325L;
        for (String value : values) {
            int length = value == null ? -1 : value.length();
            hash = (hash ^ length) * PRIME;
            for (int i = 0; i < length; i++) {
                hash = (hash ^ value.charAt(i)) * PRIME;
            }
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
