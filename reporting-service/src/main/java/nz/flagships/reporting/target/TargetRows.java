package nz.flagships.reporting.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import nz.flagships.reporting.readmodel.Row;

/** Reads what happened to targets. */
public final class TargetRows {
    private TargetRows() {}

    /** All of it, by target and version. */
    public static List<TargetEvent> read(Connection connection) throws SQLException {
        return Row.list(
                connection,
                "select * from target_event order by measure, region, version",
                row -> new TargetEvent(
                        row.text("measure"),
                        row.text("region"),
                        row.text("event"),
                        row.day("announced_on"),
                        row.decimal("value"),
                        row.textOrNull("unit"),
                        row.dayOrNull("baseline"),
                        row.dayOrNull("due"),
                        row.provenance(),
                        row.number("version")));
    }
}
