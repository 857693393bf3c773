package nz.flagships.projections;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * How far the reader has come. A query that states how fresh its answer is reads the cursors in its own transaction
 * (REPEATABLE READ), so that rows and cursors are of the same moment; whatever needs less takes {@link #latest}.
 */
public interface Cursors {
    /** All cursors as the transaction of this connection sees them, by source and shard. */
    List<Cursor> read(Connection connection) throws SQLException;

    /** All cursors as of this service's last commit, by source and shard; no round trip to PostgreSQL. */
    List<Cursor> latest();

    /** The highest position seen so far in each shard of a source (on Kafka or as its published head), by shard. */
    Map<Integer, Long> seen(String source);
}
