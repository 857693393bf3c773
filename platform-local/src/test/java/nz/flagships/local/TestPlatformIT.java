package nz.flagships.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import nz.flagships.events.Json;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TestPlatformIT {
    @Test
    void givesTheServersOfThisJvm() throws Exception {
        // when
        TestPlatform platform = TestPlatform.postgresAndKafka();

        // then
        assertThat(TestPlatform.postgres().port()).isEqualTo(platform.port());
        for (String role : new String[] {"cases_owner", "cases_writer"}) {
            try (var c = DriverManager.getConnection(platform.jdbcUrl("cases"), role, platform.password());
                    Statement s = c.createStatement();
                    ResultSet rows = s.executeQuery("SELECT current_user")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(role);
            }
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            assertThat(admin.describeTopics(LocalKafka.TOPICS)
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(16));
        }
    }

    @Test
    void mintsTokens() throws Exception {
        // when
        String token = TestPlatform.postgres().tokens().token("police", "case-worker");

        // then
        var claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(claims.get("agency").asText()).isEqualTo("POLICE");
        assertThat(claims.get("groups").toString()).isEqualTo("[\"case-worker\"]");
        assertThat(claims.get("iss").asText()).isEqualTo("flagships-local");
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(12 * 3600);
    }
}
