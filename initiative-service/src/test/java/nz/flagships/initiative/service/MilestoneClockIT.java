package nz.flagships.initiative.service;

import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.event;
import static nz.flagships.initiative.service.Posting.post;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.Test;

/** The clock calls a milestone missed, by itself and once. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
class MilestoneClockIT {
    private final String initiative = Posting.code("CLOCK-INITIATIVE");
    private final String agency = Posting.code("CLOCK-AGENCY").toUpperCase(Locale.ROOT);
    private final LocalDate dueOn =
            LocalDate.ofInstant(Instant.now(), Context.ZONE).minusDays(10);

    @Test
    void aMilestoneIsMissedByTheClockOnceAndMayStillBeRecordedLate() {
        // Given two milestones that were planned three days ago, for a day before that
        proposed();
        planned("M1");
        awaitMissed("M1");
        planned("M2");

        // When the clock has spoken again
        awaitMissed("M2");

        // Then each was missed once
        assertThat(steward()
                        .get("/v1/initiatives/" + initiative + "/history")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .split("InitiativeMilestoneMissed", -1))
                .hasSize(3);
        // And whoever runs it is told of each, once
        as(agency, "agency-system")
                .get("/v1/inbox")
                .then()
                .statusCode(200)
                .body("rows.kind", equalTo(List.of("DUE", "DUE")))
                .body("rows.part", equalTo(List.of("M1", "M2")))
                .body("rows.id", equalTo(List.of(initiative, initiative)));
        as(Posting.code("CLOCK-OTHER").toUpperCase(Locale.ROOT), "agency-system")
                .get("/v1/inbox")
                .then()
                .statusCode(200)
                .body("rows", equalTo(List.of()));
        // And what was reached in time is recorded late
        stored(
                steward(),
                "InitiativeMilestoneReached",
                initiative,
                "{\"milestone\":\"M1\",\"on\":\"%s\"}".formatted(dueOn));
        steward()
                .get("/v1/initiatives/" + initiative)
                .then()
                .body("milestones.M1.status", equalTo("REACHED"))
                .body("milestones.M1.daysLate", equalTo(0));
    }

    private void proposed() {
        String theme = Posting.code("CLOCK-THEME");
        String region = Posting.code("CLOCK-REGION");
        String programme = Posting.code("CLOCK-PROGRAMME");
        stored(steward(), "AgencyRegistered", agency, "{\"name\":\"A\",\"flagshipPartner\":true,\"fundMember\":true}");
        stored(steward(), "ThemeDefined", theme, "{\"name\":\"T\"}");
        stored(steward(), "RegionDefined", region, "{\"name\":\"R\",\"kind\":\"POLICE_AREA\"}");
        stored(steward(), "ProgrammeDefined", programme, "{\"name\":\"P\",\"partners\":[],\"regions\":[]}");
        stored(
                steward(),
                "InitiativeProposed",
                initiative,
                "{\"title\":\"I\",\"programme\":\"%s\",\"regions\":[\"%s\"],\"themes\":[\"%s\"],\"leadAgency\":\"%s\"}"
                        .formatted(programme, region, theme, agency));
    }

    private void planned(String milestone) {
        OneEarlierMoment.isNext(Instant.now().minus(Duration.ofDays(3)));
        post(
                        steward(),
                        event(
                                "MilestonePlanned",
                                initiative,
                                "{\"milestone\":\"%s\",\"title\":\"M\",\"dueOn\":\"%s\"}".formatted(milestone, dueOn)))
                .statusCode(201);
    }

    private void awaitMissed(String milestone) {
        Waiting.until(
                "the clock says that " + milestone + " was missed",
                () -> "MISSED"
                        .equals(steward()
                                .get("/v1/initiatives/" + initiative)
                                .then()
                                .extract()
                                .path("milestones." + milestone + ".status")));
    }
}
