package nz.flagships.reporting.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nz.flagships.events.EventEnvelope;
import nz.flagships.projections.Projection;

/**
 * A read model that writes each fact to rows of its own: no row depends on another one, so facts may come in any order.
 */
public abstract class FactProjection implements Projection {
    private final String name;
    private final String source;
    private final Set<String> aggregates;

    /**
     * @param name names it in logs
     * @param source the service it listens to
     * @param aggregates whose facts it wants
     */
    protected FactProjection(String name, String source, String... aggregates) {
        this.name = name;
        this.source = source;
        this.aggregates = Set.of(aggregates);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> sources() {
        return Set.of(source);
    }

    @Override
    public boolean wants(EventEnvelope event) {
        return aggregates.contains(event.aggregate()) && event.type().startsWith("nz.flagships." + source + ".");
    }

    @Override
    public void apply(List<EventEnvelope> batch, Connection connection) throws SQLException {
        Batch rows = new Batch();
        for (EventEnvelope event : batch) {
            note(Fact.of(event), rows);
        }
        rows.write(connection);
    }

    /** Adds what a fact says to the rows of a batch; an event that is not known adds nothing. */
    protected abstract void note(Fact fact, Batch rows);

    /** The rows of a batch, of several tables. */
    protected static final class Batch {
        private final Map<Table, Table.Rows> rows = new LinkedHashMap<>();

        /** The rows of one table. */
        public Table.Rows of(Table table) {
            return rows.computeIfAbsent(table, Table::rows);
        }

        private void write(Connection connection) throws SQLException {
            // Tables in one order too.
            Stream<Map.Entry<Table, Table.Rows>> sorted = rows.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey((a, b) -> a.name().compareTo(b.name())));
            for (Map.Entry<Table, Table.Rows> entry : sorted.toList()) {
                entry.getValue().write(connection);
            }
        }
    }
}
