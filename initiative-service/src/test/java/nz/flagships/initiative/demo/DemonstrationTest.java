package nz.flagships.initiative.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.initiative.budget.BudgetRound;
import nz.flagships.initiative.fund.Fund;
import nz.flagships.initiative.initiative.Initiative;
import nz.flagships.initiative.measure.Measure;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.series.Series;
import nz.flagships.initiative.target.Target;
import nz.flagships.local.demo.DemoBatch;
import nz.flagships.local.demo.Demonstration;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
    private static final Instant NOW = Instant.parse("2020-02-01T00:00:00Z");

    private static InMemory loaded() {
        InMemory service = new InMemory();
        List<String> refusals = new ArrayList<>();
        for (DemoBatch batch : Demonstration.batches()) {
            if (batch.service().equals("initiative")) {
                Set<Role> roles = batch.roles().stream()
                        .map(role -> Role.of(role).orElseThrow())
                        .collect(Collectors.toSet());
                for (ObjectNode event : batch.events()) {
                    String refusal = service.post(event, batch.agency(), batch.person(), roles, NOW);
                    if (refusal != null) {
                        refusals.add(refusal);
                    }
                }
            }
        }
        assertThat(refusals).isEmpty();
        return service;
    }

    @Test
    void theWholeDemonstrationIsTakenAndFolds() {
        InMemory service = loaded();

        Region hutt = service.find(Region.class, "COURT-HUTT-VALLEY").orElseThrow();
        assertThat(hutt.predecessors()).containsExactly("COURT-LOWER-HUTT", "COURT-UPPER-HUTT");
        Region lower = service.find(Region.class, "COURT-LOWER-HUTT").orElseThrow();
        assertThat(lower.validTo()).isEqualTo(LocalDate.parse("2013-03-21"));
        assertThat(lower.mergedInto()).isEqualTo("COURT-HUTT-VALLEY");
        assertThat(service.find(Region.class, "EAST-COAST").orElseThrow().maps())
                .hasSize(4);
        Series burglary = service.find(Series.class, "BURGLARY:AREA-TAIRAWHITI").orElseThrow();
        assertThat(burglary.observations().get("2012-07-01/2013-06-30"))
                .satisfies(each -> assertThat(each.value()).isEqualTo(new BigDecimal("1036")));
        assertThat(service.find(Target.class, "BPS_TOTAL_CRIME:NZ")
                        .orElseThrow()
                        .standing())
                .isEqualTo(Target.Standing.SUPERSEDED);
        Initiative pilot = service.find(Initiative.class, "HVIP").orElseThrow();
        assertThat(pilot.lifecycle()).isEqualTo(InitiativeLifecycle.CLOSED);
        assertThat(pilot.windows()).hasSize(2);
        Fund fund = service.find(Fund.class, "JUSTICE-SECTOR-FUND").orElseThrow();
        assertThat(fund.total().available()).isEqualTo(2_315_000_000L);
        assertThat(fund.lots().values().stream().map(Fund.Lot::agency).distinct())
                .hasSize(5);
        assertThat(fund.allocations().values().stream()
                        .filter(each -> !each.initiative().startsWith("JSF-INVENTED"))
                        .map(Fund.Allocation::initiative)
                        .distinct())
                .hasSize(11);
        assertThat(fund.allocations().values().stream()
                        .map(Fund.Allocation::initiative)
                        .distinct())
                .hasSize(66);
        assertThat(service.find(Initiative.class, "JSF-GANG-INTELLIGENCE")
                        .orElseThrow()
                        .funding())
                .isEqualTo(FundingStatus.FUND);
        assertThat(service.find(Initiative.class, "PK-ALCOHOL").orElseThrow().milestones())
                .hasSize(6);
    }

    @Test
    void evidenceAndLongTermFundingAreWhatHistoryTells() {
        InMemory service = loaded();

        Initiative panels = service.find(Initiative.class, "JSF-IWI-PANELS").orElseThrow();
        assertThat(panels.evidence()).isEqualTo(EvidenceStatus.MIXED);
        Initiative gate = service.find(Initiative.class, "JSF-OUT-OF-GATE").orElseThrow();
        assertThat(gate.evidence())
                .as("three effects, and none with an interval")
                .isEqualTo(EvidenceStatus.INCONCLUSIVE);
        assertThat(gate.verdicts()).hasSize(3);
        for (String granted : List.of("JSF-OUT-OF-GATE", "JSF-IWI-PANELS", "JSF-ISR")) {
            Initiative initiative = service.find(Initiative.class, granted).orElseThrow();
            assertThat(initiative.lifecycle()).isEqualTo(InitiativeLifecycle.ESTABLISHED);
            assertThat(initiative.funding()).isEqualTo(FundingStatus.LONG_TERM_GRANTED);
            assertThat(initiative.hasQualifyingEvidence()).isFalse();
        }
        assertThat(service.find(BudgetRound.class, "BUDGET-2017").orElseThrow())
                .satisfies(
                        round -> assertThat(round.closed()).isTrue(),
                        round -> assertThat(round.decisions()).containsOnlyKeys("JSF-ISR", "JSF-IWI-PANELS"));
        assertThat(service.find(Measure.class, "BPS_YOUTH_CRIME").orElseThrow().claims())
                .hasSize(1);
    }
}
