package nz.flagships.projections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import nz.flagships.events.EventEnvelope;

/** A projection that writes each event down once (a second time fails), and cannot take data that says so. */
class Numbers implements Projection {
    static final String TABLE = """
            drop table if exists number_said;
            create table number_said (
                source text not null, shard int not null, position bigint not null, nth bigserial,
                primary key (source, shard, position))
            """;

    /** What a test does in the midst of a batch. */
    interface Interruption {
        void happens(List<EventEnvelope> batch, Connection connection) throws SQLException;
    }

    /** Data that it can take all the same, since it was mended. */
    volatile String takes = "mended";

    volatile Interruption interruption = (batch, connection) -> {};

    @Override
    public String name() {
        return "numbers";
    }

    @Override
    public Set<String> sources() {
        return Set.of("initiative", "case");
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return event.name().equals("NumberSaid");
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into number_said (source, shard, position) values (?, ?, ?)")) {
            for (EventEnvelope event : batch) {
                if (event.data().contains("poison") && !event.data().contains(takes)) {
                    throw new IllegalStateException("Not a number");
                }
                insert.setString(1, Reader.sourceOf(event));
                insert.setInt(2, event.shard());
                insert.setLong(3, event.position());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        interruption.happens(batch, connection);
    }
}
