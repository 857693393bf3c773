package nz.flagships.eventstore.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nz.flagships.local.TestPlatform;
import nz.flagships.local.WithPlatform;
import nz.flagships.rest.Admission;
import org.junit.jupiter.api.Test;

/** How a large state is read. */
@QuarkusTest
@QuarkusTestResource(value = WithPlatform.class, initArgs = @ResourceArg(name = "kafka", value = "false"))
class LargeStateIT {
    @Inject
    Admission admission;

    @Inject
    CommandHandler handler;

    @Inject
    Aggregates aggregates;

    @Test
    void aLargeStateIsMadeOnceForAllWhoReadIt() throws InterruptedException {
        // Given a large state that somebody has read
        String code = "L-" + UUID.randomUUID();
        post("WidgetDefined", code, "{\"name\":\"One\",\"weight\":1}");
        Loaded small = handler.cache().current(aggregates.named("widget").orElseThrow(), code);
        handler.cache()
                .keep(List.of(new Loaded(
                        small.aggregate(),
                        small.id(),
                        small.version(),
                        small.hash(),
                        small.state(),
                        Deciding.LARGE,
                        small.synthetic())));
        String first = read(code).header("ETag", "\"1\"").extract().asString();

        // When a turn to make a large answer is taken, and who sends no token must wait for it
        CompletableFuture<String> held = new CompletableFuture<>();
        AtomicInteger making = new AtomicInteger();
        Thread taken = Thread.ofVirtual().start(() -> {
            ManagedContext request = Arc.container().requestContext();
            request.activate();
            try {
                String made = admission.large(size -> {
                    making.incrementAndGet();
                    return held.join();
                });
                assertThat(made).isEqualTo("done");
            } finally {
                request.terminate();
            }
        });
        try {
            while (making.get() == 0) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }

            // Then the next who reads it has the same at once
            assertThat(read(code).header("ETag", "\"1\"").extract().asString()).isEqualTo(first);
        } finally {
            held.complete("done");
            taken.join();
        }

        // And when it has moved, what it is now
        post("WidgetPainted", code, "{\"colour\":\"RED\"}");
        read(code).header("ETag", "\"2\"").body("colour", equalTo("RED")).body("version", equalTo(2));
    }

    private static ValidatableResponse read(String code) {
        return given().get("/v1/widgets/" + code).then().statusCode(200);
    }

    private static void post(String fact, String code, String data) {
        given().auth()
                .oauth2(TestPlatform.postgres().tokens().token("POLICE", "steward"))
                .contentType("application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID()
                        + "\",\"source\":\"/tests\",\"type\":\"nz.flagships.initiative." + fact
                        + ".v1\",\"subject\":\"" + code + "\",\"data\":" + data + "}")
                .post("/v1/events")
                .then()
                .statusCode(201);
    }
}
