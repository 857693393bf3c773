package nz.flagships.projections;

import static java.util.Objects.requireNonNull;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nz.flagships.projections.SourceLog.Head;
import nz.flagships.projections.readmodel.ModelProjection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code reader_filled}. What there is to reach is written down once, by whichever replica begins first; a source
 * that cannot be asked then is asked again, until it has been waited for long enough: from there on it is read like any other.
 */
@ApplicationScoped
class SchemaFilling implements Filling {
    private static final Logger LOG = Logger.getLogger(SchemaFilling.class);

    private final DataSource database;
    private final Sources sources;
    private final HeadWatch heads;
    private final Duration patience;
    /** Of the one thread that looks. */
    private final Set<String> unasked = new LinkedHashSet<>();

    private @Nullable Instant begun;

    private volatile Map<String, Share> shares = Map.of();
    private volatile boolean done;

    @Inject
    SchemaFilling(
            DataSource database,
            Sources sources,
            HeadWatch heads,
            @All List<Projection> projections,
            ReaderSettings settings) {
        // Read models that are not declared are migrated, and begin with what they had.
        this(
                database,
                sources,
                heads,
                projections.stream().anyMatch(ModelProjection.class::isInstance),
                settings.fillingPatience());
    }

    SchemaFilling(DataSource database, Sources sources, HeadWatch heads, boolean declared, Duration patience) {
        this.database = database;
        this.sources = sources;
        this.heads = heads;
        this.patience = patience;
        this.done = !declared || sources.all().isEmpty();
    }

    /**
     * How much of a source is here.
     *
     * @param applied events, of those that there is to reach
     * @param goal how many the source had; null while it cannot be asked
     */
    record Share(long applied, @Nullable Long goal) {
        @Override
        public String toString() {
            return goal == null ? "cannot be asked what it has" : applied + " of " + goal;
        }
    }

    @Override
    public boolean isDone() {
        return done;
    }

    /** How far it has come, by source, as it was when this was looked at last. */
    Map<String, Share> shares() {
        return shares;
    }

    /** Looks how far it has come; nothing is looked at any more once it is done. */
    void look() throws SQLException {
        if (done) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            if (begun == null) {
                begun = Instant.now();
                unasked.addAll(sources.all());
            }
            for (String source : List.copyOf(unasked)) {
                if (isBegun(connection, source) || begin(connection, source)) {
                    unasked.remove(source);
                }
            }
            note(connection);
            Map<String, Share> now = read(connection);
            unasked.forEach(source -> now.put(source, new Share(0, null)));
            shares = now;
            if (unasked.isEmpty() && isReached(connection)) {
                done = true;
                LOG.infof("The read models are filled: %s", now);
            }
        }
    }

    /** @return whether it is known what there is to reach */
    private boolean begin(Connection connection, String source) throws SQLException {
        Optional<List<Head>> known = heads.heads(source, Duration.ZERO);
        if (known.isEmpty()) {
            if (Instant.now().isBefore(requireNonNull(begun).plus(patience))) {
                return false;
            }
            LOG.warnf(
                    "%s cannot be asked what it has since %s: its events are not waited for before this is ready",
                    source, patience);
        }
        List<Head> of = known.orElse(List.of());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into reader_filled (source, shard, goal)
                select c.source, c.shard, coalesce(h.published, 0) from reader_cursor c
                left join unnest(?::int[], ?::bigint[]) h (shard, published) using (shard)
                where c.source = ? order by c.source, c.shard on conflict do nothing
                """)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", of.stream().map(Head::shard).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", of.stream().map(Head::published).toArray()));
            insert.setString(3, source);
            insert.executeUpdate();
        }
        return true;
    }

    private static boolean isBegun(Connection connection, String source) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select exists (select from reader_filled where source = ?)")) {
            select.setString(1, source);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void note(Connection connection) throws SQLException {
        try (Statement update = connection.createStatement()) {
            update.executeUpdate("""
                    update reader_filled f set reached_at = now() from reader_cursor c
                    where c.source = f.source and c.shard = f.shard and f.reached_at is null and c.position >= f.goal
                    """);
        }
    }

    private static Map<String, Share> read(Connection connection) throws SQLException {
        Map<String, Share> shares = new LinkedHashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        select f.source, sum(case when f.reached_at is null then c.position else f.goal end), sum(f.goal)
                        from reader_filled f join reader_cursor c using (source, shard) group by f.source order by f.source
                        """)) {
            while (row.next()) {
                shares.put(row.getString(1), new Share(row.getLong(2), row.getLong(3)));
            }
        }
        return shares;
    }

    private static boolean isReached(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("select not exists (select from reader_filled where reached_at is null)")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
