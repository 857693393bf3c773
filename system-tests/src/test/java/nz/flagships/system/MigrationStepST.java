package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nz.flagships.local.TestPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step before a service: the same program, which migrates as the owner and ends. */
class MigrationStepST {
    /** As a line of the log in JSON has it, its quotation marks escaped. */
    private static final Pattern MADE =
            Pattern.compile("Migrating schema [^:]+? (?:to version|with repeatable migration) \\\\\"([^\"]+)\\\\\"");

    private final TestPlatform platform = TestPlatform.postgres();

    @BeforeEach
    void empty() throws SQLException {
        try (Connection c = DriverManager.getConnection(platform.jdbcUrl("postgres"), "postgres", platform.password());
                Statement s = c.createStatement()) {
            for (String database : List.of("initiative", "cases", "reporting")) {
                s.execute("drop database if exists " + database + " with (force)");
                s.execute("create database " + database + " owner " + database + "_owner");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "initiative-service, initiative, public",
        "case-service, cases, public",
        "reporting-service, reporting, reporting_v2"
    })
    void migratesAndEndsAlsoWhenThreeDoSoAtOnce(String service, String database, String schema) throws SQLException {
        // when
        List<ServiceProcess> steps = IntStream.range(0, 3)
                .mapToObj(i -> ServiceProcess.start(service, "migrate-" + service + "-" + i, step()))
                .toList();

        // then all end well, and none has begun to serve, to read or to publish
        for (ServiceProcess step : steps) {
            assertThat(step.exit()).as(step.said()).isZero();
            assertThat(step.said())
                    .doesNotContain("Listening on", "Relay", "Kafka")
                    .doesNotContain(platform.password());
        }
        // and each migration was made once, by whichever had the lock then: it is given back between two of them
        List<String> made = steps.stream()
                .flatMap(step -> MADE.matcher(step.said()).results())
                .map(migration -> migration.group(1))
                .toList();
        assertThat(made).doesNotHaveDuplicates().hasSize((int)
                number(database, "select count(*) from " + schema + ".flyway_schema_history where type <> 'SCHEMA'"));
        assertThat(number(database, "select count(*) from " + schema + ".flyway_schema_history where not success"))
                .isZero();
        assertThat(number(
                        database,
                        "select count(*) from pg_tables where tableowner <> '" + database + "_owner' and schemaname = '"
                                + schema + "'"))
                .isZero();
    }

    @Test
    void aServiceBeforeItsMigrationSaysWhatToDoAndEnds() {
        // when
        try (ServiceProcess service = ServiceProcess.start("initiative-service", "unmigrated", serving())) {
            // then
            assertThat(service.exit()).isNotZero();
            assertThat(service.said())
                    .contains("The database lacks the migrations [V1 event store, ", "] of this version")
                    .contains(
                            "FLAGSHIPS_MIGRATE=true", "QUARKUS_INIT_AND_EXIT=true", "FLAGSHIPS_POSTGRES_OWNER_PASSWORD")
                    .doesNotContain(platform.password());
        }
    }

    @Test
    void theStepOfAnOlderVersionLeavesANewerDatabaseAsItIs() throws SQLException {
        // given a database that a newer version has migrated
        assertThat(ServiceProcess.start("initiative-service", "newer-1", step()).exit())
                .isZero();
        long before = number("initiative", "select count(*) from flyway_schema_history");
        execute(
                "insert into flyway_schema_history select 90, '900', 'newer', 'SQL', 'V900__newer.sql', 1, installed_by,"
                        + " installed_on, 1, true from flyway_schema_history where version = '1'");
        execute("insert into flyway_schema_history select 91, null, 'newer roles', 'SQL', 'R__newer_roles.sql', 1,"
                + " installed_by, installed_on, 1, true from flyway_schema_history where version = '1'");

        // when
        ServiceProcess step = ServiceProcess.start("initiative-service", "newer-2", step());

        // then
        assertThat(step.exit()).as(step.said()).isZero();
        assertThat(number("initiative", "select count(*) from flyway_schema_history"))
                .isEqualTo(before + 2);
    }

    @Test
    void aStepWithTheWrongPasswordEndsSoonAndDoesNotSayIt() {
        // given
        Map<String, String> wrong = step();
        wrong.put("FLAGSHIPS_POSTGRES_OWNER_PASSWORD", "not-the-password");

        // when
        ServiceProcess step = ServiceProcess.start("initiative-service", "wrong-password", wrong);

        // then
        assertThat(step.exit()).isNotZero();
        assertThat(step.said())
                .contains("password authentication failed for user", "initiative_owner")
                .doesNotContain("not-the-password");
    }

    private Map<String, String> step() {
        Map<String, String> all = new HashMap<>(database());
        all.put("FLAGSHIPS_POSTGRES_OWNER_PASSWORD", platform.password());
        all.put("FLAGSHIPS_MIGRATE", "true");
        all.put("QUARKUS_INIT_AND_EXIT", "true");
        return all;
    }

    private Map<String, String> serving() {
        Map<String, String> all = new HashMap<>(database());
        all.put("FLAGSHIPS_POSTGRES_PASSWORD", platform.password());
        all.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
        all.put("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT");
        all.put("FLAGSHIPS_OIDC_ISSUER", "http://localhost:1");
        all.put("FLAGSHIPS_OIDC_AUDIENCE", "flagships");
        all.put("FLAGSHIPS_REPORTING_URL", "http://localhost:1");
        all.put("QUARKUS_HTTP_PORT", "0");
        all.put("QUARKUS_MANAGEMENT_PORT", "0");
        return all;
    }

    private Map<String, String> database() {
        return Map.of(
                "FLAGSHIPS_POSTGRES_HOST",
                platform.host(),
                "FLAGSHIPS_POSTGRES_PORT",
                Integer.toString(platform.port()),
                // TLS is another test's business; a file that can be read is asked for all the same
                "FLAGSHIPS_POSTGRES_SSLMODE",
                "disable",
                "FLAGSHIPS_POSTGRES_SSLROOTCERT",
                java.nio.file.Path.of("pom.xml").toAbsolutePath().toString());
    }

    private void execute(String sql) throws SQLException {
        try (Connection c =
                        DriverManager.getConnection(platform.jdbcUrl("initiative"), "postgres", platform.password());
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private long number(String database, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(platform.jdbcUrl(database), "postgres", platform.password());
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
