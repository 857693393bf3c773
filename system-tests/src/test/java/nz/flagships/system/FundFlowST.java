package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The Fund as a newcomer has it: its figures are the published ones, and its flow is the ledger's after a kill in the middle. */
class FundFlowST {
    private static final String FUND = "KILLED-FUND";
    private static final int ROUNDS = 60;

    @Test
    void the_flow_is_the_ledgers_to_the_cent_also_after_reporting_was_killed_in_the_middle() throws IOException {
        try (Flagships system = Flagships.fresh("fund", 21_000)) {
            // Given the demonstration
            system.run("up", "--detach");
            system.settled();
            assertThat(system.rows("/v1/fund/figures"))
                    .hasSize(9)
                    .allSatisfy(row -> assertThat(row.path("agrees").isNull()
                                    || row.path("agrees").asBoolean())
                            .as(row.toString())
                            .isTrue());
            JsonNode march = system.json(Flagships.REPORTING, "/v1/fund/flow?on=2017-03-08");
            assertThat(march.at("/totals/netApprovedCents").asLong()).isEqualTo(25_700_000_000L);
            assertThat(march.at("/totals/initiatives").asInt()).isEqualTo(60);
            assertThat(march.at("/totals/agencies").asInt()).isEqualTo(5);
            assertThat(stages(march))
                    .allSatisfy((stage, cents) -> assertThat(cents).as(stage).isEqualTo(25_700_000_000L));

            // When reporting-service is killed while money moves
            String manager = system.token("JUSTICE", List.of("fund-manager"), "");
            String one = system.token("SFO", List.of("fund-approver"), "one");
            String two = system.token("SFO", List.of("fund-approver"), "two");
            for (int i = 0; i < ROUNDS; i++) {
                if (i == ROUNDS / 2) {
                    system.kill("reporting-service");
                }
                round(system, i, manager, one, two);
            }
            system.run("up", "--detach");
            assertThat(system.settled().get("missing").asLong()).isZero();

            // Then every stage is what the ledger says
            JsonNode ledger =
                    system.json(Flagships.INITIATIVE, "/v1/funds/" + FUND).path("total");
            JsonNode flow = system.json(Flagships.REPORTING, "/v1/fund/flow?fund=" + FUND);
            long net = ledger.path("approvedCents").asLong()
                    - ledger.path("cancelledCents").asLong()
                    - ledger.path("returnedCents").asLong();
            assertThat(net).isPositive();
            assertThat(flow.at("/totals/netApprovedCents").asLong()).isEqualTo(net);
            assertThat(flow.at("/totals/drawnCents").asLong())
                    .isEqualTo(ledger.path("drawnCents").asLong());
            assertThat(stages(flow))
                    .allSatisfy((stage, cents) -> assertThat(cents).as(stage).isEqualTo(net));
        }
    }

    private static void round(Flagships system, int i, String manager, String one, String two) {
        String lot = "L" + i;
        String allocation = "A" + i;
        long cents = 1_000L + 7 * i;
        say(system, manager, "bank-saving", """
                {"lot":"%s","agency":"%s","year":"FY2016","amountCents":%d,"on":"2016-07-01","agreement":"A"}""".formatted(lot, i % 2 == 0 ? "POLICE" : "JUSTICE", cents));
        say(system, manager, "propose-allocation", """
                {"allocation":"%s","initiative":"FF-JOINT-CASES","receivingAgency":"CORRECTIONS","amountCents":%d,
                 "profile":[{"year":"FY2017","amountCents":%d}],"lots":[{"lot":"%s","amountCents":%d}],"on":"2016-08-01"}""".formatted(allocation, cents - i, cents - i, lot, cents - i));
        for (String approver : List.of(one, two)) {
            say(
                    system,
                    approver,
                    "endorse-allocation",
                    "{\"allocation\":\"%s\",\"on\":\"2016-08-02\"}".formatted(allocation));
        }
        say(system, manager, "transfer-funds", moving(allocation, 700));
        say(system, manager, "draw-down-funds", moving(allocation, 300));
        say(system, manager, "return-funds", moving(allocation, 1 + i));
    }

    private static String moving(String allocation, long cents) {
        return "{\"allocation\":\"%s\",\"amountCents\":%d,\"on\":\"2016-08-03\"}".formatted(allocation, cents);
    }

    private static void say(Flagships system, String token, String command, String body) {
        HttpResponse<String> answer =
                system.post(Flagships.INITIATIVE, "/v1/funds/" + FUND + "/" + command, token, "application/json", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** What leaves each stage. */
    private static Map<String, Long> stages(JsonNode flow) {
        Map<String, Long> stages = new TreeMap<>();
        for (JsonNode link : flow.path("links")) {
            String from = link.path("from").asText();
            stages.merge(
                    from.substring(0, from.indexOf('/')), link.path("cents").asLong(), Long::sum);
        }
        assertThat(stages).containsOnlyKeys("agency", "fund", "receiving-agency", "initiative");
        return stages;
    }
}
