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
import nz.flagships.reporting.query.Relation;
import nz.flagships.reporting.readmodel.Row;

/** Reads measures, their breaks and what was observed. */
final class OutcomeRows {
    private static final String BREAKS = "select *, nullif(region, '') as one_region from series_break";

    /** All measures, to be asked for. */
    static final Relation<Measure> MEASURES = Relation.of("select * from measure", OutcomeRows::measure)
            .columns(
                    "code",
                    "name",
                    "kind",
                    "unit",
                    "direction",
                    "geography",
                    "sensitivity",
                    "includes",
                    "excludes",
                    "note")
            .provenance();

    /** All breaks, to be asked for. */
    static final Relation<SeriesBreak> SERIES_BREAKS = Relation.of(BREAKS, OutcomeRows::seriesBreak)
            .columns("measure", "reason", "bridgeable")
            .column("region", "one_region")
            .column("on", "on_day")
            .provenance();

    private OutcomeRows() {}

    /** All measures, by code. */
    static List<Measure> measures(Connection connection) throws SQLException {
        return Row.list(connection, "select * from measure order by code", OutcomeRows::measure);
    }

    private static Measure measure(Row row) throws SQLException {
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
    }

    /** All breaks, by measure, day and region. */
    static List<SeriesBreak> breaks(Connection connection) throws SQLException {
        return Row.list(
                connection, BREAKS + " order by measure, on_day, series_break.region", OutcomeRows::seriesBreak);
    }

    private static SeriesBreak seriesBreak(Row row) throws SQLException {
        return new SeriesBreak(
                row.text("measure"),
                row.textOrNull("one_region"),
                row.day("on_day"),
                row.text("reason"),
                row.flag("bridgeable"),
                row.provenance());
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
