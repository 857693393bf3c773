package nz.flagships.reporting.outcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.Direction;
import nz.flagships.events.initiative.Geography;
import nz.flagships.events.initiative.MeasureKind;
import nz.flagships.events.initiative.Sensitivity;
import nz.flagships.reporting.readmodel.Row;

/** Reads measures, their breaks and what was observed. */
final class OutcomeRows {
    private OutcomeRows() {}

    /** All measures, by code. */
    static List<Measure> measures(Connection connection) throws SQLException {
        return Row.list(connection, "select * from measure order by code", row -> {
            Provenance provenance = row.provenance();
            return new Measure(
                    row.text("code"),
                    row.text("name"),
                    row.one(MeasureKind.class, "kind"),
                    row.text("unit"),
                    row.one(Direction.class, "direction"),
                    row.one(Geography.class, "geography"),
                    row.one(Sensitivity.class, "sensitivity"),
                    row.texts("includes"),
                    row.texts("excludes"),
                    provenance.note(),
                    provenance);
        });
    }

    /** All breaks, by measure, day and region. */
    static List<SeriesBreak> breaks(Connection connection) throws SQLException {
        return Row.list(
                connection,
                "select *, nullif(region, '') as one_region from series_break order by measure, on_day, region",
                row -> new SeriesBreak(
                        row.text("measure"),
                        row.textOrNull("one_region"),
                        row.day("on_day"),
                        row.text("reason"),
                        row.flag("bridgeable"),
                        row.provenance()));
    }

    /** What stands of these measures in these regions. */
    static Observations observations(Connection connection, Collection<String> measures, Collection<String> regions)
            throws SQLException {
        return Observations.of(Row.list(
                connection,
                """
                select * from observation
                where measure = any (?) and region = any (?) and not withdrawn
                """,
                row -> new Observation(
                        row.text("measure"),
                        row.text("region"),
                        new Period(row.text("period")),
                        row.decimal("value"),
                        row.one(ObservationStatus.class, "status"),
                        row.provenance(),
                        row.instant("recorded_at"),
                        row.instant("known_at")),
                measures,
                regions));
    }
}
