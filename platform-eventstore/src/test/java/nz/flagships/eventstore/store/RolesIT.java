package nz.flagships.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nz.flagships.rest.MigratedSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.junit.jupiter.api.Test;

/** What each role of a write service's database may do; the owner migrates, the writer serves, the reader looks. */
class RolesIT {
    private static final String REFUSED = "42501";

    private final StoreDatabase database = new StoreDatabase();

    @Test
    void theWriterCanChangeNoEventNeitherDirectlyNorInAPartition() {
        for (String table : eventTables()) {
            for (String sql : List.of(
                    "update %s set data = '{}'",
                    "delete from %s", "truncate %s", "drop table %s", "select 1 from %s for update")) {
                assertThatThrownBy(() -> execute(database.writer(), sql.formatted(table)))
                        .as(sql.formatted(table))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
            }
        }
    }

    @Test
    void theWriterCannotSwitchOffWhatKeepsTheHistory() {
        for (String sql : List.of(
                "alter table event disable trigger all",
                "alter table event_3 disable trigger append_only_truncate",
                "alter table event detach partition event_3",
                "drop trigger append_only on event",
                "create or replace function event_is_append_only() returns trigger language plpgsql as 'begin return null; end'",
                "set session_replication_role = replica",
                "alter table event owner to initiative_writer",
                "set role initiative_owner")) {
            assertThatThrownBy(() -> execute(database.writer(), sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
        }
    }

    @Test
    void theReaderLooksAndNothingElse() {
        for (String table :
                List.of("event", "stream", "idempotency_key", "claim", "deadline", "shard_head", "shard_relay")) {
            assertThatCode(() -> execute(database.reader(), "select count(*) from " + table))
                    .doesNotThrowAnyException();
            for (String sql : List.of("insert into %1$s select * from %1$s", "delete from %s", "truncate %s")) {
                assertThatThrownBy(() -> execute(database.reader(), sql.formatted(table)))
                        .as(sql.formatted(table))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
            }
        }
        assertThatThrownBy(() -> execute(database.reader(), "create table mine (a int)"))
                .hasMessageContaining("denied");
    }

    @Test
    void aTableThatComesLaterIsNotTheReadersByItself() throws SQLException {
        // what is personal gets a table of its own one day: it must not be open because somebody forgot
        execute(database.owner(), "create table person_vault (name text)");
        assertThatThrownBy(() -> execute(database.reader(), "select * from person_vault"))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> execute(database.writer(), "select * from person_vault"))
                .hasMessageContaining("denied");
    }

    @Test
    void nobodyElseConnects() throws SQLException {
        execute(database.superuser(), "drop role if exists passer_by");
        execute(database.superuser(), "create role passer_by login password 'x'");
        assertThatThrownBy(() -> execute(database.as("passer_by", "x"), "select 1"))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void aServiceSeesAsTheWriterThatItsTablesAreThere() {
        assertThatCode(() -> MigratedSchema.require(migrations("classpath:db/eventstore"), database.writer()))
                .doesNotThrowAnyException();
    }

    @Test
    void aServiceRefusesOlderTablesAndSaysWhatToDo() {
        Configuration newer = migrations("classpath:db/eventstore", "classpath:db/numbered");
        assertThatThrownBy(() -> MigratedSchema.require(newer, database.writer()))
                .hasMessageContaining("V900 a table more")
                .hasMessageContaining("FLAGSHIPS_MIGRATE=true")
                .hasMessageContaining("QUARKUS_INIT_AND_EXIT=true");
    }

    @Test
    void aServiceRefusesAnEmptyDatabase() throws SQLException {
        execute(database.owner(), "drop table flyway_schema_history");
        assertThatThrownBy(() -> MigratedSchema.require(migrations("classpath:db/eventstore"), database.writer()))
                .hasMessageContaining("V1 event store");
    }

    @Test
    void anOlderVersionServesNewerTablesAndItsMigrationStepChangesNothing() {
        // given a release that is rolled back
        owner("classpath:db/eventstore", "classpath:db/numbered").migrate();

        // when
        Flyway older = owner("classpath:db/eventstore");

        // then
        assertThat(older.migrate().migrationsExecuted).isZero();
        assertThatCode(() -> MigratedSchema.require(migrations("classpath:db/eventstore"), database.writer()))
                .doesNotThrowAnyException();
    }

    @Test
    void aMigrationOfThePlatformThatComesLaterRunsAfterTheServicesOwnAndDoesNotStopARollBack() throws SQLException {
        // given a service whose own migrations, of higher numbers, have run before the platform had its last
        Flyway newer = owner("classpath:db/eventstore", "classpath:db/numbered");
        newer.migrate();
        execute(database.owner(), "drop table chain_progress, chain_break, chain_pass, chain_seal, chain_lease");
        execute(database.owner(), "delete from flyway_schema_history where version = '4'");
        assertThatThrownBy(newer::migrate).hasMessageContaining("not applied to database");

        // when
        Properties said = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            said.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Flyway asTheServiceSays = Flyway.configure()
                .configuration(newer.getConfiguration())
                .outOfOrder(Boolean.parseBoolean(said.getProperty("quarkus.flyway.out-of-order")))
                .ignoreMigrationPatterns(said.getProperty("quarkus.flyway.ignore-migration-patterns")
                        .split(","))
                .load();

        // then
        assertThat(asTheServiceSays.migrate().migrationsExecuted).isEqualTo(1);
        assertThatCode(() -> MigratedSchema.require(asTheServiceSays.getConfiguration(), database.writer()))
                .doesNotThrowAnyException();
        // and one that does not know it migrates nothing and is content
        execute(database.owner(), "update flyway_schema_history set version = '99' where version = '4'");
        execute(database.owner(), "drop table chain_progress, chain_break, chain_pass, chain_seal, chain_lease");
        assertThatCode(asTheServiceSays::migrate).doesNotThrowAnyException();
    }

    private Flyway owner(String... locations) {
        return Flyway.configure()
                .dataSource(database.owner())
                .locations(locations)
                .placeholders(StoreDatabase.PLACEHOLDERS)
                .ignoreMigrationPatterns("*:future", "repeatable:missing")
                .load();
    }

    private Configuration migrations(String... locations) {
        return owner(locations).getConfiguration();
    }

    private static List<String> eventTables() {
        return Stream.concat(Stream.of("event"), IntStream.range(0, 16).mapToObj(shard -> "event_" + shard))
                .toList();
    }

    private static void execute(DataSource as, String sql) throws SQLException {
        try (Connection connection = as.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
