package nz.flagships.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nz.flagships.local.TestIssuer;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A service and an issuer that changes its keys, over HTTP. In order, since it is one story: the issuer is away at the start,
 * comes, signs with another key, withdraws the old one, and goes away again.
 */
@QuarkusTest
@WithTestResource(OidcIT.Issuer.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Not started yet when the service starts. */
    public static final class Issuer implements QuarkusTestResourceLifecycleManager {
        static final TestIssuer ISSUER = TestIssuer.stopped();

        @Override
        public Map<String, String> start() {
            return Map.of(
                    "flagships.oidc.issuer",
                    address(),
                    "flagships.oidc.audience",
                    TestIssuer.AUDIENCE,
                    "flagships.oidc.keys-every",
                    "2s",
                    "quarkus.oidc.token.forced-jwk-refresh-interval",
                    "1s");
        }

        @Override
        public void inject(Object test) {
            ((OidcIT) test).issuer = ISSUER;
        }

        private static String address() {
            return ISSUER.address();
        }

        @Override
        public void stop() {
            ISSUER.close();
        }
    }

    private TestIssuer issuer = TestIssuer.stopped();

    @Test
    @Order(1)
    void startsWithoutItsIssuerAndSaysThatItCannotCheckATokenYet() {
        given().get("/v1/echo/deferred").then().statusCode(200).body("agency", equalTo("nobody"));
        given().auth()
                .oauth2(issuer.token("POLICE", "steward"))
                .get("/v1/echo")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("REQ-011"));
        given().auth()
                .oauth2(issuer.token("POLICE", "steward"))
                .get("/v1/echo/deferred")
                .then()
                .statusCode(503);
    }

    @Test
    @Order(2)
    void takesAGoodTokenOnceTheIssuerIsThere() {
        issuer.start();
        await("the issuer to be met", () -> status(issuer.token("POLICE", "steward")) == 200);
        given().auth()
                .oauth2(issuer.token("POLICE", "steward", "no-role-of-ours", "operator"))
                .get("/v1/echo")
                .then()
                .statusCode(200)
                .body("agency", equalTo("POLICE"))
                .body("actor", equalTo("somebody"))
                .body("roles", containsInAnyOrder("steward", "operator"));
    }

    @Test
    @Order(3)
    void refusesWhatIsNotForItOrNotNow() {
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.setAudience("another-system"))))
                .as("another audience")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.unsetClaim("aud"))))
                .as("no audience")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.setIssuer("http://another.example"))))
                .as("another issuer")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.unsetClaim("iss"))))
                .as("no issuer")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.setExpirationTime(inSeconds(-60)))))
                .as("over")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.unsetClaim("exp"))))
                .as("without an end")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.setNotBefore(inSeconds(600)))))
                .as("not yet")
                .isEqualTo(401);
        assertThat(status(issuer.token("POLICE", List.of(), claims -> claims.unsetClaim("agency"))))
                .as("no agency")
                .isEqualTo(403);
    }

    @Test
    @Order(4)
    void refusesSignaturesThatAreNone() {
        assertThat(status(issuer.unsigned("POLICE", "steward"))).as("alg none").isEqualTo(401);
        assertThat(status(issuer.confused("POLICE", "steward")))
                .as("the public key as a secret")
                .isEqualTo(401);
        String good = issuer.token("POLICE", "steward");
        String[] parts = good.split("\\.");
        String others = issuer.token("COURTS", "operator").split("\\.")[1];
        assertThat(status(parts[0] + "." + others + "." + parts[2]))
                .as("claims exchanged")
                .isEqualTo(401);
    }

    @Test
    @Order(5)
    void asksForTheKeysOfAnUnknownOneButNotForEachOfThem() {
        int before = issuer.askedForKeys();
        long begun = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            assertThat(status(issuer.foreign("POLICE", "steward"))).isEqualTo(401);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(issuer.askedForKeys() - before).isLessThanOrEqualTo((int) (2 * seconds + 3));
    }

    @Test
    @Order(6)
    void takesTheNewKeyAtOnceAndTheOldOneUntilItIsWithdrawn() {
        String old = issuer.token("POLICE", "steward");
        issuer.rotate();
        await("the new key to be taken", () -> status(issuer.token("POLICE", "steward")) == 200);
        assertThat(status(old)).as("the old key goes on").isEqualTo(200);

        // a token that was remembered as good is so for a minute; one that was not is refused as soon as the keys came
        String unused = issuer.token("POLICE", "steward");
        issuer.rotate();
        issuer.withdrawOldKeys();
        await("the withdrawn key to be refused", () -> status(unused) == 401, Duration.ofSeconds(90));
        assertThat(status(issuer.token("POLICE", "steward"))).isEqualTo(200);
    }

    @Test
    @Order(7)
    void goesOnWithTheKeysItKnowsWhileTheIssuerIsAway() {
        issuer.stop();
        assertThat(status(issuer.token("POLICE", "steward"))).isEqualTo(200);
        assertThat(status(issuer.foreign("POLICE", "steward")))
                .as("an unknown key, and nobody to ask")
                .isIn(401, 503);
        assertThat(status(issuer.token("COURTS", "operator"))).isEqualTo(200);
        issuer.start();
        issuer.rotate();
        await("the issuer to be met again", () -> status(issuer.token("POLICE", "steward")) == 200);
    }

    private static NumericDate inSeconds(long seconds) {
        NumericDate at = NumericDate.now();
        at.addSeconds(seconds);
        return at;
    }

    private static int status(String token) {
        return given().auth().oauth2(token).get("/v1/echo").statusCode();
    }

    private static void await(String what, BooleanSupplier until) {
        await(what, until, PATIENCE);
    }

    private static void await(String what, BooleanSupplier until, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("Waited in vain for %s", what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
