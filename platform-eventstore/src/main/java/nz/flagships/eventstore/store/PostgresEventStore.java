package nz.flagships.eventstore.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The event store on PostgreSQL: an {@link Appender} for what is written, plain queries for what is read. */
public final class PostgresEventStore implements EventStore {
    @FunctionalInterface
    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Of data, in a page of a log or of a stream. */
    public static final long PAGE_BYTES = 4L << 20;

    private final Appender appender;
    private final DataSource dataSource;
    private final long pageBytes;

    /**
     * @param dataSource for reading
     * @param appender not closed by this
     */
    public PostgresEventStore(DataSource dataSource, Appender appender) {
        this(dataSource, appender, PAGE_BYTES);
    }

    /**
     * @param pageBytes how many bytes of data are read at once; what is larger is read alone
     */
    public PostgresEventStore(DataSource dataSource, Appender appender, long pageBytes) {
        this.pageBytes = pageBytes;
        this.appender = appender;
        this.dataSource = dataSource;
    }

    @Override
    public CompletionStage<AppendResult> append(AppendItem item) {
        return appender.append(item);
    }

    @Override
    public List<StoredEvent> read(String stream, long fromVersion) {
        return ask(connection -> Queries.stream(connection, stream, fromVersion));
    }

    @Override
    public List<StoredEvent> read(String stream, long fromVersion, int most) {
        return ask(connection -> Queries.stream(connection, stream, fromVersion, most, pageBytes));
    }

    @Override
    public Map<String, Long> versions(Collection<String> streams) {
        return ask(connection -> Queries.versions(connection, streams));
    }

    @Override
    public Map<IdempotencyKey, StoredKey> keys(Collection<IdempotencyKey> keys) {
        return ask(connection -> Queries.keys(connection, Set.copyOf(keys)));
    }

    @Override
    public Optional<String> claimed(String claim) {
        return Optional.ofNullable(
                ask(connection -> Queries.claims(connection, List.of(claim))).get(claim));
    }

    @Override
    public List<String> meant(@Nullable String agency, @Nullable String stream, List<String> claims) {
        return ask(connection -> Queries.meant(connection, agency, stream, claims));
    }

    @Override
    public List<String> claims(String stream) {
        return ask(connection -> Queries.claims(connection, stream));
    }

    @Override
    public List<StoredEvent> log(int shard, long after, int limit) {
        return ask(connection -> Queries.log(connection, shard, after, limit, pageBytes));
    }

    @Override
    public List<ShardHead> heads() {
        return ask(Queries::heads);
    }

    /**
     * Looks for tampering in a stream.
     *
     * @return the first version that is not what was appended, or is missing; empty when the stream is whole. A history that
     *     was rewritten from some event to its end, hashes and all, does not show here: for that, hashes must be kept
     *     elsewhere
     */
    public OptionalLong verify(String stream) {
        List<StoredEvent> events = read(stream, 1);
        OptionalLong broken = HashChain.broken(events);
        long version = versions(List.of(stream)).getOrDefault(stream, 0L);
        return broken.isPresent() || version == events.size() ? broken : OptionalLong.of(events.size() + 1L);
    }

    private <T> T ask(Query<T> query) {
        try (Connection connection = dataSource.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable("PostgreSQL did not answer: SQLSTATE " + e.getSQLState(), true, e);
        }
    }
}
