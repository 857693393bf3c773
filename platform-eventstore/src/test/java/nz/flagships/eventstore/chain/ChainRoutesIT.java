package nz.flagships.eventstore.chain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verification as an operator has it. */
@NullUnmarked
@QuarkusTest
@QuarkusTestResource(value = WithPlatform.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
class ChainRoutesIT {
    @Inject
    MeterRegistry meters;

    private static String token(String... roles) {
        return TestPlatform.postgres().tokens().token("JUSTICE", roles);
    }

    @Test
    void an_operator_begins_a_pass_and_reads_how_it_ends() throws Exception {
        // when
        int pass = given().auth()
                .oauth2(token("operator"))
                .post("/v1/operations/verify-chain")
                .then()
                .statusCode(202)
                .body("service", equalTo("initiative"))
                .body("shards", hasSize(16))
                .extract()
                .path("current.pass");
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Response now;
        do {
            now = given().auth().oauth2(token("auditor")).get("/v1/operations/chain");
        } while (now.path("completed") == null && System.nanoTime() < until);

        // then
        now.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-cache"))
                .body("completed.completed", notNullValue());
        assertThat(now.<Integer>path("completed.pass")).isGreaterThanOrEqualTo(pass);
        // and what it comes to is measured
        assertThat(meters.find("flagships_chain_breaks").gauge()).isNotNull();
        assertThat(meters.find("flagships_chain_completed_timestamp_seconds").gauge())
                .isNotNull();
        assertThat(meters.find("flagships_chain_verified_events").counter()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"steward", "analyst", "service", "agency-system"})
    void nobody_else_does(String role) {
        given().auth()
                .oauth2(token(role))
                .get("/v1/operations/chain")
                .then()
                .statusCode(403)
                .body("code", equalTo("AUTH-002"));
        given().auth()
                .oauth2(token(role))
                .post("/v1/operations/verify-chain")
                .then()
                .statusCode(403);
        given().post("/v1/operations/verify-chain").then().statusCode(401);
        given().auth()
                .oauth2(token("auditor"))
                .post("/v1/operations/verify-chain")
                .then()
                .statusCode(403);
    }

    @Test
    void a_migration_of_the_platform_may_come_after_those_of_the_service() {
        // case-service's own have higher numbers and have run everywhere
        assertThat(ConfigProvider.getConfig().getValue("quarkus.flyway.out-of-order", Boolean.class))
                .isTrue();
    }
}
