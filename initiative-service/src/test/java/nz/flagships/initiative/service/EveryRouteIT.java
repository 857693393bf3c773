package nz.flagships.initiative.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import nz.flagships.local.EveryRoute;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every route of the service, found in its own document so that a new one is asked as well. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@SuppressWarnings("NullAway.Init") // before each
class EveryRouteIT {
    private EveryRoute routes;

    @BeforeEach
    void find() {
        routes = EveryRoute.of("http://localhost:" + RestAssured.port);
    }

    @Test
    void aBodyThatIsEncodedIsRefused() {
        assertThat(routes.writing()).isGreaterThan(60);
        assertThat(routes.thatTakeAnEncodedBody(
                        TestPlatform.postgresAndKafka().tokens().token("FLAGSHIPS", "operator")))
                .isEmpty();
    }

    @Test
    void pagesOfOtherOriginsMaySendEveryHeaderThatIsRead() {
        assertThat(routes.thatABrowserDoesNotSendTo()).isEmpty();
    }

    @Test
    void theDocumentSaysWhereATokenIsTaken() {
        assertThat(routes.size()).isGreaterThan(80);
        assertThat(routes.thatSayOtherwiseOfTokens()).isEmpty();
    }
}
