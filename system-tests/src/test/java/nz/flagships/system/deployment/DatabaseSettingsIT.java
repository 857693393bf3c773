package nz.flagships.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import nz.flagships.local.TestPlatform;
import nz.flagships.rest.Deployed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the Clusters say to PostgreSQL, said to one of the same version. */
class DatabaseSettingsIT {
    /** In the place of the database's name, so that nobody else's is touched. */
    private static final String MINE = "of_the_manifests";

    private final TestPlatform platform = TestPlatform.postgres();

    @ParameterizedTest
    @EnumSource
    void everyParameterIsOneThatItTakes(Overlay overlay) throws SQLException {
        // Given
        Map<String, String> parameters = new TreeMap<>();
        overlay.rendered()
                .of("Cluster")
                .forEach(cluster -> parameters.putAll(Manifest.texts(cluster.at("spec.postgresql.parameters"))));
        assertThat(parameters).containsEntry("synchronous_commit", "on");

        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                // When: checked as it is written down, and taken back before it counts
                assertThatCode(() -> {
                            s.execute("ALTER SYSTEM SET " + parameter.getKey() + " = '" + parameter.getValue() + "'");
                            s.execute("ALTER SYSTEM RESET " + parameter.getKey());
                        })
                        // Then
                        .as(parameter.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void whatAClusterBeginsWithLetsTheWriterInAndNobodyElse() throws SQLException {
        // Given
        Manifest cluster = DatabaseRule.of(Deployed.CASE_SERVICE, Overlay.PRODUCTION.rendered())
                .orElseThrow();
        JsonNode begins = cluster.at("spec.bootstrap.initdb");

        // When
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            s.execute("CREATE ROLE " + MINE + "_owner LOGIN");
            for (JsonNode statement : begins.path("postInitSQL")) {
                s.execute(statement.asText().replace("cases", MINE));
            }
            s.execute("CREATE DATABASE " + MINE + " OWNER " + MINE + "_owner TEMPLATE template0 ENCODING 'UTF8'"
                    + " LOCALE_PROVIDER " + begins.path("localeProvider").asText() + " BUILTIN_LOCALE '"
                    + begins.path("builtinLocale").asText() + "' LC_COLLATE '"
                    + begins.path("localeCollate").asText() + "' LC_CTYPE '"
                    + begins.path("localeCType").asText() + "'");
        }
        try (Connection c = connect(MINE);
                Statement s = c.createStatement()) {
            for (JsonNode statement : begins.path("postInitApplicationSQL")) {
                s.execute(statement.asText().replace("cases", MINE));
            }

            // Then
            assertThat(may(s, MINE + "_writer", "CONNECT")).isTrue();
            assertThat(may(s, MINE + "_reader", "CONNECT")).isTrue();
            assertThat(may(s, MINE + "_writer", "CREATE")).isFalse();
            assertThat(may(s, MINE + "_owner", "CREATE")).isTrue();
            assertThat(may(s, "initiative_writer", "CONNECT")).isFalse();
        }
    }

    @AfterEach
    void nothingIsLeft() throws SQLException {
        try (Connection c = connect("postgres");
                Statement s = c.createStatement()) {
            s.execute("DROP DATABASE IF EXISTS " + MINE + " WITH (FORCE)");
            for (String role : new String[] {"owner", "writer", "reader"}) {
                s.execute("DROP ROLE IF EXISTS " + MINE + "_" + role);
            }
        }
    }

    private static boolean may(Statement s, String role, String what) throws SQLException {
        try (ResultSet row =
                s.executeQuery("SELECT has_database_privilege('" + role + "', current_database(), '" + what + "')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + platform.host() + ":" + platform.port() + "/" + database,
                "postgres",
                platform.password());
    }
}
