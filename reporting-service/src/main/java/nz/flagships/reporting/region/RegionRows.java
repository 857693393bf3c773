package nz.flagships.reporting.region;

import java.sql.Connection;
import java.sql.SQLException;
import nz.flagships.events.initiative.RegionKind;
import nz.flagships.reporting.readmodel.Row;

/** Reads regions, each with what its merger, its end and the crosswalk say of it. */
public final class RegionRows {
    private static final String ALL = """
            select r.code, r.name, r.kind, r.parent, r.basis, r.source, r.note, r.inferred,
                   coalesce(r.valid_from, m.merged_on) as valid_from, coalesce(e.last_day, r.valid_to) as valid_to,
                   m.predecessors, c.maps,
                   coalesce(e.merged_into,
                            (select s.region from region_merger s where r.code = any (s.predecessors) order by 1 limit 1))
                       as merged_into
            from region r
            left join region_merger m on m.region = r.code
            left join region_crosswalk c on c.region = r.code
            left join region_end e on e.region = r.code
            order by r.code
            """;

    private RegionRows() {}

    /** All regions that have been defined. */
    public static Regions read(Connection connection) throws SQLException {
        return Regions.of(Row.list(
                connection,
                ALL,
                row -> new Region(
                        row.text("code"),
                        row.text("name"),
                        row.one(RegionKind.class, "kind"),
                        row.textOrNull("parent"),
                        row.dayOrNull("valid_from"),
                        row.dayOrNull("valid_to"),
                        row.texts("predecessors"),
                        row.textOrNull("merged_into"),
                        row.texts("maps"),
                        row.provenance())));
    }
}
