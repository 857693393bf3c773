package nz.flagships.reporting.outcome;

import static nz.flagships.reporting.MigratedDatabase.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import nz.flagships.local.TestPlatform;
import nz.flagships.reporting.MigratedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an analyst sees who logs in as the reader: what answers show, and no count of people beside it. */
class ReaderRoleIT {
    private static final String REFUSED = "42501";
    private static final String FACT = "basis, source, note, inferred, event_id, said_at, recorded_at, known_at";
    private static final String SAID = "'OPERATIONAL', null, null, '{}', 'e', now(), now(), now()";
    private static final TestPlatform PLATFORM = TestPlatform.postgres();
    private static final String DATABASE = "reader_" + Long.toHexString(System.nanoTime());

    @BeforeAll
    static void fill() throws SQLException {
        MigratedDatabase.create(PLATFORM, DATABASE);
        for (String sensitivity : List.of("AGGREGATE", "PEOPLE", "SENSITIVE")) {
            as(
                    "reporting_writer",
                    "insert into measure (code, name, kind, unit, direction, geography, sensitivity, includes, excludes, "
                            + FACT
                            + ") values ('" + sensitivity + "', 'M', 'COUNT', 'people', 'LOWER_BETTER', 'OCCURRENCE', '"
                            + sensitivity + "', '{}', '{}', " + SAID + ")");
            observed(sensitivity, 2);
            evaluated("'" + sensitivity + "'", sensitivity);
        }
        observed("NOT_DEFINED", 2);
        evaluated("'NOT_DEFINED'", "NOT_DEFINED");
        evaluated("null", "NO_MEASURE");
        for (String beside : List.of("AGGREGATE", "PEOPLE", "NOT_DEFINED")) {
            evaluated("OF:" + beside, 1, "null", "X BESIDE " + beside);
        }
        as(
                "reporting_writer",
                "insert into joint_case (stream, region, agency, " + FACT + ") values ('case/1', 'AREA', 'POLICE', "
                        + SAID + ")");
    }

    private static void observed(String measure, int value) throws SQLException {
        for (String table : List.of("observation", "observation_revision")) {
            as(
                    "reporting_writer",
                    "insert into " + table
                            + " (measure, region, first_day, last_day, period, value, status, withdrawn, version, "
                            + FACT + ") values ('" + measure + "', 'AREA', '2012-07-01', '2013-06-30', 'FY2013', "
                            + value
                            + ", 'A', false, 1, " + SAID + ")");
        }
    }

    private static void evaluated(String measure, String name) throws SQLException {
        evaluated("OF:" + name, 0, measure, name);
    }

    private static void evaluated(String evaluation, int number, String measure, String name) throws SQLException {
        as(
                "reporting_writer",
                "insert into evaluation_result (evaluation, number, measure, name, unit, direction, role, scale, effect,"
                        + " interval_low, interval_high, confidence_level, treated, comparison, judged, " + FACT
                        + ") values ('" + evaluation + "', " + number + ", " + measure + ", '" + name
                        + "', 'people', 'LOWER_BETTER', 'PRIMARY', 'DIFFERENCE', 2, 2, 2, 95, 2, 2, 'WORSE', " + SAID
                        + ")");
    }

    private static List<String> as(String role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        PLATFORM.jdbcUrl(DATABASE) + "?currentSchema=" + SCHEMA, role, PLATFORM.password());
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getString(1) + " " + found.getString(2));
                    }
                }
            }
            return rows;
        }
    }

    @Test
    void figures_that_count_people_are_suppressed_as_everywhere() throws SQLException {
        assertThat(as(
                        "reporting_reader",
                        "select measure, coalesce(value::text, '-') || status from observation_shown order by 1"))
                .containsExactly("AGGREGATE 2A", "NOT_DEFINED -Q", "PEOPLE -Q", "SENSITIVE -Q");
    }

    @Test
    void of_what_evaluations_found_it_sees_what_was_judged_and_no_number_that_counts_people() throws SQLException {
        assertThat(as(
                        "reporting_reader",
                        "select name, concat_ws(' ', effect, interval_low, interval_high, treated, comparison, "
                                + "confidence_level, judged, suppressed) from evaluation_result_shown order by 1"))
                .containsExactly(
                        "AGGREGATE 2 2 2 2 2 95 WORSE f",
                        "NOT_DEFINED 95 WORSE t",
                        "NO_MEASURE 2 2 2 2 2 95 WORSE f",
                        "PEOPLE 95 WORSE t",
                        "SENSITIVE 95 WORSE t",
                        "X BESIDE AGGREGATE 2 2 2 2 2 95 WORSE f",
                        "X BESIDE NOT_DEFINED 2 2 2 95 WORSE t",
                        "X BESIDE PEOPLE 2 2 2 95 WORSE t");
    }

    @Test
    void what_they_are_made_of_cannot_be_read() {
        for (String sql : List.of(
                "select measure, value from observation",
                "select measure, value from observation_revision",
                "select stream, region from joint_case",
                "select stream, month from joint_case_change",
                "select stream, agency from joint_case_lead",
                "select count(*), 1 from joint_case",
                "select 1, 2 from observation where value = 2",
                "select measure, effect from evaluation_result",
                "select 1, 2 from evaluation_result where treated = 2",
                "create table mine as select * from observation",
                "create view mine as select * from joint_case",
                "set role reporting_owner")) {
            assertThatThrownBy(() -> as("reporting_reader", sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }
    }

    @Test
    void how_far_the_shards_of_cases_are_cannot_be_read() throws SQLException {
        for (String sql : List.of(
                "select shard, position from reader_cursor",
                "select last_id, last_recorded_at from reader_cursor",
                "select moved_at, applied from reader_cursor where source = 'case'",
                "select count(*), 1 from reader_cursor",
                "select vintage, positions from caseload_vintage",
                "select * from caseload_vintage",
                "select 1, 2 from caseload_vintage where positions like '%case%'")) {
            assertThatThrownBy(() -> as("reporting_reader", sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }
        // what tells one vintage from another can be
        as(
                "reporting_writer",
                "insert into caseload_vintage (frozen_at, through_month, positions, synthetic)"
                        + " values (now(), '2013-08-01', 'case/3/7', false)");
        assertThat(as(
                        "reporting_reader",
                        "select v.through_month, v.synthetic from caseload_vintage v left join caseload c using (vintage)"
                                + " where v.frozen_at <= now()"))
                .containsExactly("2013-08-01 f");
    }

    @Test
    void no_other_table_that_the_reader_may_read_holds_the_figure() throws SQLException {
        List<String> tables = as("postgres", """
                select quote_ident(c.relname), '' from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = '%s' and c.relkind in ('r', 'p', 'v', 'm')
                and has_table_privilege('reporting_reader', c.oid, 'select')""".formatted(SCHEMA));
        assertThat(tables).isNotEmpty();
        for (String table : tables) {
            assertThat(as(
                            "reporting_reader",
                            "select '', '' from " + table.strip()
                                    + " t where t::text like '%SENSITIVE%' and t::text like '%,2,%'"))
                    .as(table)
                    .isEmpty();
        }
    }
}
