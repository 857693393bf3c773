package nz.flagships.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, String> COMPLETE = Map.ofEntries(
            Map.entry("FLAGSHIPS_POSTGRES_HOST", "reporting-db-rw"),
            Map.entry("FLAGSHIPS_POSTGRES_PASSWORD", "p"),
            Map.entry("FLAGSHIPS_POSTGRES_SSLROOTCERT", "/etc/postgres/ca.crt"),
            Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9093"),
            Map.entry("KAFKA_SECURITY_PROTOCOL", "SSL"),
            Map.entry("FLAGSHIPS_OIDC_ISSUER", "https://issuer.example/realms/justice"),
            Map.entry("FLAGSHIPS_OIDC_AUDIENCE", "flagships"),
            Map.entry("FLAGSHIPS_OIDC_CLIENT_ID", "reporting-service"),
            Map.entry("FLAGSHIPS_OIDC_CLIENT_SECRET", "s"),
            Map.entry("FLAGSHIPS_INITIATIVE_URL", "http://initiative-service:8081"),
            Map.entry("FLAGSHIPS_CASE_URL", "http://case-service:8082"),
            Map.entry("FLAGSHIPS_DISCLOSURE_SECRET", "d"));

    @Test
    void namesAllThatIsMissingInOneSentence() {
        assertThat(complaints(Map.of("FLAGSHIPS_POSTGRES_HOST", "db", "KAFKA_SECURITY_PROTOCOL", " ")))
                .containsExactly("Production needs FLAGSHIPS_POSTGRES_PASSWORD, FLAGSHIPS_POSTGRES_SSLROOTCERT,"
                        + " KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL, FLAGSHIPS_OIDC_ISSUER,"
                        + " FLAGSHIPS_OIDC_AUDIENCE, FLAGSHIPS_INITIATIVE_URL, FLAGSHIPS_CASE_URL,"
                        + " FLAGSHIPS_OIDC_CLIENT_ID, FLAGSHIPS_OIDC_CLIENT_SECRET, FLAGSHIPS_DISCLOSURE_SECRET,"
                        + " which are not set");
    }

    @Test
    void startsWithAllThatItNeeds() {
        assertThat(complaints(COMPLETE)).isEmpty();
    }

    @Test
    void namesTheNearestOfAnUnknownOne() {
        assertThat(complaints(with("FLAGSHIPS_POSTGRESS_USER", "x")))
                .containsExactly("FLAGSHIPS_POSTGRESS_USER is not a setting; did you mean FLAGSHIPS_POSTGRES_USER?");
        assertThat(complaints(with("flagships_anything", "x"))).isEmpty();
    }

    @Test
    void refusesWhatIsForOneMachineOnly() {
        assertThat(complaints(with("FLAGSHIPS_TOKEN_PUBLIC_KEY", "MII…")))
                .singleElement()
                .asString()
                .contains("FLAGSHIPS_TOKEN_PUBLIC_KEY", "FLAGSHIPS_OIDC_ISSUER", "QUARKUS_PROFILE=local");
        assertThat(complaints(with("FLAGSHIPS_SERVICE_TOKEN", "a-token")))
                .singleElement()
                .asString()
                .doesNotContain("a-token");
    }

    @Test
    void saysThatAValueHasTheWrongFormWithoutSayingTheValue() {
        assertThat(complaints(with("FLAGSHIPS_POSTGRES_PORT", "54e2")))
                .containsExactly("FLAGSHIPS_POSTGRES_PORT is not a number");
        assertThat(complaints(with("FLAGSHIPS_CASE_URL", "case-service:8082")))
                .containsExactly("FLAGSHIPS_CASE_URL is not a URL");
    }

    @Test
    void theStepThatMigratesNeedsTheOwnerAndNothingOfServing() {
        Map<String, String> step = Map.of(
                "FLAGSHIPS_POSTGRES_HOST", "db",
                "FLAGSHIPS_POSTGRES_SSLROOTCERT", "/etc/postgres/ca.crt",
                "FLAGSHIPS_MIGRATE", "true",
                "QUARKUS_INIT_AND_EXIT", "true");
        assertThat(complaints(step))
                .containsExactly("Production needs FLAGSHIPS_POSTGRES_OWNER_PASSWORD, which is not set");
    }

    @Test
    void aStepThatWouldDoNothingIsRefused() {
        assertThat(complaints(with("QUARKUS_INIT_AND_EXIT", "true")))
                .singleElement()
                .asString()
                .contains("FLAGSHIPS_MIGRATE=true");
    }

    @Test
    void outsideProductionNothingIsMissing() {
        assertThat(complaints(Map.of("QUARKUS_PROFILE", "local", "FLAGSHIPS_SERVICE_TOKEN", "t")))
                .isEmpty();
        assertThat(complaints(Map.of("QUARKUS_PROFILE", "local", "FLAGSHIPS_POSTGRES_PROT", "5433")))
                .containsExactly("FLAGSHIPS_POSTGRES_PROT is not a setting; did you mean FLAGSHIPS_POSTGRES_PORT?");
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThat(new Settings(Deployed.REPORTING_SERVICE, COMPLETE).unreadableFiles())
                .containsExactly("FLAGSHIPS_POSTGRES_SSLROOTCERT names /etc/postgres/ca.crt, which cannot be read");
    }

    @Test
    void initiativeServiceNeedsNoClientOfItsOwn() {
        assertThat(new Settings(Deployed.INITIATIVE_SERVICE, Map.of()).required())
                .contains(Setting.FLAGSHIPS_REPORTING_URL)
                .doesNotContain(Setting.FLAGSHIPS_OIDC_CLIENT_ID, Setting.FLAGSHIPS_DISCLOSURE_SECRET);
    }

    private static List<String> complaints(Map<String, String> environment) {
        return new Settings(Deployed.REPORTING_SERVICE, environment).complaints();
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> all = new HashMap<>(COMPLETE);
        all.put(name, value);
        return all;
    }
}
