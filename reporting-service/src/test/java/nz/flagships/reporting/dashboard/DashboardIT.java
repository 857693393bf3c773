package nz.flagships.reporting.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import javax.sql.DataSource;
import nz.flagships.events.Basis;
import nz.flagships.events.ObservationStatus;
import nz.flagships.events.Period;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.SeriesPublished.ObservationRevised;
import nz.flagships.local.WithPlatform;
import nz.flagships.reporting.Published;
import org.junit.jupiter.api.Test;

/** The dashboard on the real service, in headless Chromium: {@code src/test/browser} says what it must do. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class DashboardIT {
    private static final BigDecimal FIRST_PUBLISHED = BigDecimal.valueOf(811);

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by Quarkus
    URI dashboard;

    @Inject
    DataSource database;

    @Test
    void works_in_a_browser() throws Exception {
        assumeTrue(System.getProperty("browser.skip") == null, "-Dbrowser.skip");
        // given a service that has read the published history, and a caseload that was frozen
        awaitApplied(PublishedHistory.publish());
        freezeCaseload();
        HttpServer police = revisingOnRequest();
        try {
            // when, then
            BrowserRun.of(
                    dashboard.toString(),
                    "http://localhost:" + police.getAddress().getPort());
        } finally {
            police.stop(0);
        }
    }

    @Test
    void lets_no_script_in_but_its_own() {
        given().get("/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void asks_for_its_page_again_so_that_a_new_version_is_seen_at_once() {
        given().get("/").then().statusCode(200).header("Cache-Control", "no-cache");
    }

    /** Each POST revises a figure once more, as the police would. */
    private static HttpServer revisingOnRequest() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BigDecimal[] value = {FIRST_PUBLISHED};
        Period year = new Period("FY2014");
        server.createContext("/", exchange -> {
            BigDecimal before = value[0];
            value[0] = before.add(BigDecimal.valueOf(7));
            Published.publish(
                    "series/BURGLARY:AREA-TAIRAWHITI",
                    new ObservationRevised(
                            "BURGLARY",
                            "AREA-TAIRAWHITI",
                            year,
                            year.first(),
                            year.last(),
                            value[0],
                            ObservationStatus.A,
                            "Offences recoded",
                            before,
                            ObservationStatus.A),
                    new Provenance(Basis.PUBLISHED, "police-tairawhiti-14", null, List.of()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** A query with the token waits two seconds by itself; the first batch of a cold start may take longer. */
    private static void awaitApplied(String token) {
        Instant patience = Instant.now().plus(Duration.ofSeconds(60));
        int status = 0;
        while (status != 200) {
            assertThat(Instant.now()).as("the read models follow").isBefore(patience);
            status = given().header("Consistency-Token", token)
                    .get("/v1/regions?limit=1")
                    .statusCode();
        }
    }

    /** Two years of months in the East Coast; the freezing itself is tested beside the caseload. */
    private void freezeCaseload() throws SQLException {
        try (Connection connection = database.getConnection()) {
            long vintage;
            try (Statement statement = connection.createStatement();
                    ResultSet made = statement.executeQuery(
                            "insert into caseload_vintage (frozen_at, through_month, positions, synthetic)"
                                    + " values (now(), '2025-12-01', '', true) returning vintage")) {
                made.next();
                vintage = made.getLong(1);
            }
            try (PreparedStatement row =
                    connection.prepareStatement("insert into caseload (vintage, region, month, opened, closed, active)"
                            + " values (?, 'EAST-COAST', ?, ?, ?, ?)")) {
                int active = 0;
                for (int i = 0; i < 24; i++) {
                    int opened = 6 + 3 * (i * 5 % 7);
                    int closed = Math.min(active, 3 + 3 * (i * 3 % 5));
                    active += opened - closed;
                    row.setLong(1, vintage);
                    row.setObject(2, YearMonth.of(2024, 1).plusMonths(i).atDay(1));
                    row.setInt(3, opened);
                    row.setInt(4, closed);
                    row.setInt(5, active);
                    row.addBatch();
                }
                row.executeBatch();
            }
        }
    }
}
