package nz.flagships.reporting.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.query.Values;
import nz.flagships.reporting.readmodel.Row;

/** Reads what happened to targets. */
public final class TargetRows {
    /** What may happen to a target. */
    public static final Values EVENTS =
            new Values.OneOf(List.of("TargetSet", "TargetRevised", "TargetSuperseded", "TargetDiscontinued"));

    /** All of it, to be asked for. */
    static final Relation<TargetEvent> RELATION = Relation.of("select * from target_event", TargetRows::event)
            .columns("measure", "region", "event", "announcedOn", "value", "unit", "baseline", "version")
            .column("by", "due")
            .provenance();

    private TargetRows() {}

    /** All of it, by target and version. */
    public static List<TargetEvent> read(Connection connection) throws SQLException {
        return Row.list(connection, "select * from target_event order by measure, region, version", TargetRows::event);
    }

    private static TargetEvent event(Row row) throws SQLException {
        return new TargetEvent(
                row.text("measure"),
                row.text("region"),
                row.text("event"),
                row.day("announced_on"),
                row.decimal("value"),
                row.textOrNull("unit"),
                row.dayOrNull("baseline"),
                row.dayOrNull("due"),
                row.provenance(),
                row.number("version"));
    }
}
