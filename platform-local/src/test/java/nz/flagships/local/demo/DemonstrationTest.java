package nz.flagships.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemonstrationTest {
    private static final List<DemoBatch> BATCHES = Demonstration.batches();

    private static Stream<ObjectNode> events() {
        return BATCHES.stream().flatMap(batch -> batch.events().stream());
    }

    private static Stream<ObjectNode> events(String name) {
        return events().filter(event -> event.get("type").asText().endsWith("." + name + ".v1"));
    }

    private static ObjectNode event(String name, String subject) {
        return events(name)
                .filter(event -> event.path("subject").asText().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode event, String pointer) {
        return event.at(pointer).asText();
    }

    @ParameterizedTest
    @CsvSource({
        "sources, SourceRegistered",
        "agencies, AgencyRegistered",
        "themes, ThemeDefined",
        "regions, RegionDefined",
        "programmes, ProgrammeDefined",
        "measures, MeasureDefined",
        "series-breaks, SeriesBreakDeclared",
        "observations, ObservationRecorded",
        "initiatives, InitiativeProposed",
        "initiative-windows, InitiativeWindowReported",
        "claims, ClaimPublished",
        "budget, BudgetDecisionRecorded",
        "fund, FundFigurePublished",
        "synthetic-fund-initiatives, InitiativeProposed",
        "synthetic-fund-lots, SavingBanked",
        "synthetic-fund-allocations, AllocationProposed",
        "synthetic-milestones, MilestonePlanned",
        "synthetic-barriers, BarrierRaised",
        "synthetic-outputs, InitiativeOutputRecorded",
        "synthetic-cases, CaseOpened"
    })
    void everyRowBecomesAFact(String file, String name) {
        assertThat(events(name).filter(event -> text(event, "/source").endsWith(":" + file)))
                .hasSameSizeAs(DemoRows.of(file))
                .isNotEmpty();
    }

    @Test
    void everyTargetRowBecomesTheFactItNames() {
        assertThat(DemoRows.of("targets"))
                .allSatisfy(row -> assertThat(events(row.text("event"))).anySatisfy(event -> {
                    assertThat(text(event, "/subject")).isEqualTo(row.text("measure") + ":" + row.text("region"));
                    assertThat(text(event, "/data/announcedOn")).isEqualTo(row.text("announced_on"));
                    assertThat(text(event, "/data/value"))
                            .isEqualTo(Objects.requireNonNullElse(row.optional("target"), ""));
                }));
        assertThat(BATCHES.stream().filter(batch -> batch.title().equals("Targets")))
                .singleElement()
                .satisfies(batch -> assertThat(batch.events()).hasSameSizeAs(DemoRows.of("targets")));
    }

    @Test
    void everyRowOfAnEvaluationBecomesAResultOfItsSubjectAndSource() {
        assertThat(DemoRows.of("evaluations")).allSatisfy(row -> {
            ObjectNode evaluation = event("EvaluationPublished", row.text("subject") + ":" + row.text("source"));
            assertThat(evaluation.at("/data/results")).anySatisfy(result -> {
                assertThat(text(result, "/outcome/name")).isEqualTo(row.text("outcome"));
                assertThat(text(result, "/effect")).isEqualTo(row.text("effect"));
                assertThat(text(result, "/intervalLow"))
                        .isEqualTo(Objects.requireNonNullElse(row.optional("ci_low"), ""));
            });
        });
        assertThat(events("EvaluationPublished")
                        .mapToInt(event -> event.at("/data/results").size())
                        .sum())
                .isEqualTo(DemoRows.of("evaluations").size());
    }

    @Test
    void everyFactHasAnIdOfItsOwnAndIsWhole() {
        assertThat(events().map(event -> text(event, "/source") + " " + text(event, "/id")))
                .doesNotHaveDuplicates();
        assertThat(events()).allSatisfy(event -> {
            assertThat(text(event, "/specversion")).isEqualTo("1.0");
            assertThat(Instant.parse(text(event, "/time"))).isBeforeOrEqualTo(Citations.DEFINED);
            assertThat(event.path("data").isObject()).isTrue();
        });
    }

    @Test
    void loadingItTwicePostsTheSame() {
        assertThat(Demonstration.batches()).isEqualTo(BATCHES);
    }

    @Test
    void aPublishedFactCarriesItsSourceNoteAndWhatIsInferred() {
        ObjectNode hawkesBay = events("ObservationRecorded")
                .filter(event ->
                        text(event, "/id").equals("RECORDED_OFFENCES:AREA-HAWKES-BAY:FY2011/ObservationRecorded"))
                .findFirst()
                .orElseThrow();
        assertThat(hawkesBay.at("/data").toString())
                .isEqualTo(
                        "{\"period\":\"FY2011\",\"value\":16967,\"status\":\"D\",\"provenance\":"
                                + "{\"basis\":\"published\",\"source\":\"hawkesbay-12\",\"note\":\"Restated for the merged area\"}}");

        ObjectNode papakura = event("InitiativeProposed", "PK-ALCOHOL");
        assertThat(papakura.at("/data/provenance").toString())
                .isEqualTo("{\"basis\":\"published\",\"source\":\"seed-flagships\",\"note\":\"Local problem\","
                        + "\"inferred\":[\"leadAgency\"]}");
        assertThat(event("InitiativeTailored", "PK-ALCOHOL")
                        .at("/data/provenance/inferred")
                        .toString())
                .isEqualTo("[\"tailoredFrom\"]");
        assertThat(event("InitiativeTailored", "JSF-IWI-PANELS")
                        .at("/data/tailoredFrom")
                        .asText())
                .isEqualTo("HV-IWI-PANEL");
    }

    @Test
    void aDefinitionOfOursIsOperational() {
        assertThat(event("RegionDefined", "NZ").at("/data/provenance").toString())
                .isEqualTo("{\"basis\":\"operational\",\"note\":\"Ours\"}");
        assertThat(event("ThemeDefined", "GANGS").at("/data").has("provenance")).isFalse();
    }

    @Test
    void aFactIsKnownFromTheLatestDayItsSourceCanHaveComeOut() {
        assertThat(text(event("RegionDefined", "AREA-HAWKES-BAY"), "/time")).isEqualTo("2012-12-31T00:00:00Z");
        assertThat(text(event("InitiativeProposed", "JSF-ISR"), "/time")).isEqualTo("2016-10-31T00:00:00Z");
        assertThat(text(event("InitiativeProposed", "JSF-AVL"), "/time")).isEqualTo("2017-03-08T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publicservice.govt.nz (archived 1 May 2018) | 2018-05-01 | true",
                "beehive.govt.nz (8 March 2017) | 2017-03-08 | true",
                "beehive.govt.nz (March 2017) | 2017-03-08 | false",
                "ssc.govt.nz/resources/justice-bps-case-study-dec13 | 2013-12 | false",
                "scoop.co.nz PA1404/S00241 (April 2014) | 2014-04 | true",
                "courtsofnz.govt.nz jury trials by court, December 2016 | 2017 | false",
                "archive.stats.govt.nz corrections quarterly, March 2011 | 2011 | true"
            })
    void aCitationGivesItsDateOrTheDateIsInferred(String citation, String published, boolean given) {
        assertThat(Citations.gives(citation, new PartialDate(published))).isEqualTo(given);
    }

    @Test
    void whatIsInventedSaysSoInEveryFactAndIsWhatTheSeedGives() {
        assertThat(events().filter(event -> text(event, "/source").contains("synthetic")))
                .allSatisfy(event -> {
                    assertThat(event.at("/data/provenance").toString()).isEqualTo("{\"basis\":\"synthetic\"}");
                    assertThat(event.toString()).contains("INVENTED");
                });
        assertThat(committed("synthetic-milestones")).isEqualTo(SyntheticGenerator.milestones());
        assertThat(committed("synthetic-cases")).isEqualTo(SyntheticGenerator.cases());
        SyntheticFundGenerator.files()
                .forEach((file, table) -> assertThat(committed(file)).isEqualTo(table));
        assertThat(committed("synthetic-barriers")).isEqualTo(SyntheticProgress.barriers());
        assertThat(committed("synthetic-outputs")).isEqualTo(SyntheticProgress.outputs());
    }

    private static String committed(String file) {
        try (InputStream in = DemonstrationTest.class.getResourceAsStream("/demo/" + file + ".csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
