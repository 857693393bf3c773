package nz.flagships.initiative.service;

import static io.restassured.RestAssured.given;
import static nz.flagships.initiative.service.Posting.as;
import static nz.flagships.initiative.service.Posting.event;
import static nz.flagships.initiative.service.Posting.post;
import static nz.flagships.initiative.service.Posting.steward;
import static nz.flagships.initiative.service.Posting.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import nz.flagships.local.WithPlatform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be is answered with a problem that says how to mend it, and nothing of it is stored. */
@QuarkusTest
@WithTestResource(WithPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private final String region = Posting.code("BAD-REGION");
    private final String measure = Posting.code("BAD-MEASURE");
    private final String stock = Posting.code("BAD-STOCK");
    private final String programme = Posting.code("BAD-PROGRAMME");
    private final String theme = Posting.code("BAD-THEME");
    private final String agency = Posting.code("BAD-AGENCY");
    private final String initiative = Posting.code("BAD-INITIATIVE");

    private boolean known;

    @BeforeEach
    void reference() {
        // Once: the tests only read what they refer to.
        if (known) {
            return;
        }
        known = true;
        stored(steward(), "AgencyRegistered", agency, "{\"name\":\"A\",\"flagshipPartner\":true,\"fundMember\":true}");
        stored(steward(), "ThemeDefined", theme, "{\"name\":\"T\"}");
        stored(
                steward(),
                "RegionDefined",
                region,
                "{\"name\":\"R\",\"kind\":\"POLICE_AREA\",\"validFrom\":\"2012-07-01\"}");
        stored(steward(), "ProgrammeDefined", programme, "{\"name\":\"P\",\"partners\":[],\"regions\":[]}");
        stored(steward(), "MeasureDefined", measure, defined("COUNT"));
        stored(steward(), "MeasureDefined", stock, defined("STOCK"));
        stored(
                steward(),
                "SeriesBreakDeclared",
                measure,
                "{\"on\":\"2015-01-01\",\"reason\":\"Counted anew\",\"bridgeable\":false}");
        propose(initiative);
        stored(
                steward(),
                "MilestonePlanned",
                initiative,
                "{\"milestone\":\"M1\",\"title\":\"M\",\"dueOn\":\"2030-06-30\"}");
        stored(as("POLICE", "agency-system"), "ObservationRecorded", series(), "{\"period\":\"FY2014\",\"value\":811}");
    }

    private void propose(String code) {
        stored(
                steward(),
                "InitiativeProposed",
                code,
                "{\"title\":\"I\",\"programme\":\"%s\",\"regions\":[\"%s\"],\"themes\":[\"%s\"],\"leadAgency\":\"%s\"}"
                        .formatted(programme, region, theme, agency));
    }

    private static String defined(String kind) {
        return ("{\"name\":\"M\",\"kind\":\"%s\",\"unit\":\"offences\",\"direction\":\"LOWER_BETTER\","
                        + "\"geography\":\"OCCURRENCE\",\"sensitivity\":\"AGGREGATE\"}")
                .formatted(kind);
    }

    private String series() {
        return measure + ":" + region;
    }

    private String filled(String text) {
        return text.replace("{series}", series())
                .replace("{stock}", stock + ":" + region)
                .replace("{measure}", measure)
                .replace("{region}", region)
                .replace("{initiative}", initiative);
    }

    @ParameterizedTest(name = "{3}: {0} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // name | subject | data | code | status
                "ObservationRecorded | NOTHING:NZ | {'period':'FY2013','value':1} | REF-002 | 422",
                "ObservationRecorded | {measure}:NOWHERE | {'period':'FY2013','value':1} | REF-001 | 422",
                "ObservationRecorded | {measure} | {'period':'FY2013','value':1} | SER-001 | 422",
                "ObservationRecorded | {series} | {'period':'FY2014','value':1} | SER-002 | 409",
                "ObservationRecorded | {series} | {'period':'YE2014-06','value':1} | SER-002 | 409",
                "ObservationRecorded | {series} | {'period':'FY2199','value':1} | SER-005 | 422",
                "ObservationRecorded | {series} | {'period':'2013-06-30','value':1} | SER-007 | 422",
                "ObservationRecorded | {stock} | {'period':'FY2013','value':1} | SER-006 | 422",
                "ObservationRecorded | {series} | {'period':'FY2016','value':-1} | SER-009 | 422",
                "ObservationRecorded | {series} | {'period':'FY2016','value':0.5} | SER-009 | 422",
                "ObservationRecorded | {series} | {'period':'FY2016','value':12345678901234567} | DATA-007 | 422",
                "ObservationRecorded | {series} | {'period':'FY2016','status':'A'} | SER-010 | 422",
                "ObservationRecorded | {series} | {'period':'FY2015','value':1} | SER-011 | 422",
                "ObservationRecorded | {series} | {'period':'FY2012','value':1} | SER-012 | 422",
                "ObservationRevised | {series} | {'period':'FY2016','value':1,'reason':'x'} | SER-003 | 404",
                "RegionDefined | {region} | {'name':'Again','kind':'COUNTRY'} | REG-001 | 409",
                "RegionDefined | NEW | {'name':'N','kind':'POLICE_AREA','parent':'NOWHERE'} | REF-001 | 422",
                "RegionDefined | NEW | {'name':'N','kind':'COUNTRY','validFrom':'0001-01-01'} | DATA-004 | 422",
                "RegionDefined | NEW | {'name':'N','kind':'COUNTRY','validFrom':'2200-01-01'} | REF-010 | 422",
                "RegionsMerged | NEW | {'predecessors':['{region}'],'on':'2199-01-01'} | REF-009 | 422",
                "InitiativeApproved | {initiative} | {'on':'2199'} | REF-009 | 422",
                "InitiativeApproved | {initiative} | {} | INIT-007 | 422",
                "InitiativeStarted | {initiative} | {'on':'2014'} | INIT-008 | 409",
                "InitiativeTailored | {initiative} | {'tailoredFrom':'{initiative}'} | INIT-006 | 422",
                "InitiativeTailored | {initiative} | {'tailoredFrom':'NOTHING'} | REF-007 | 422",
                "InitiativeMilestoneReached | {initiative} | {'milestone':'M2','on':'2014-01-01'} | INIT-021 | 404",
                "InitiativeMilestoneReached | {initiative} | {'milestone':'M1','on':'2199-01-01'} | REF-009 | 422",
                "InitiativeMilestoneReached | NOTHING | {'milestone':'M1','on':'2014-01-01'} | INIT-002 | 404",
                "InitiativeMilestoneMissed | {initiative} | {'milestone':'M1'} | EVT-003 | 422",
                "InitiativeImagined | {initiative} | {} | EVT-002 | 422",
                "TargetSuperseded | {series} | {'announcedOn':'2014-01-01'} | TGT-003 | 409"
            })
    void whatCannotBeIsRefusedAndNotStored(String name, String subject, String data, String code, int status) {
        // Given
        ObjectNode bad = event(name, filled(subject), filled(data).replace('\'', '"'));

        // When
        var answer = post(steward(), bad);

        // Then
        answer.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("mend", not(blankOrNullString()));
        steward()
                .queryParam("source", Posting.SOURCE)
                .queryParam("id", bad.get("id").asText())
                .get("/v1/events")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'period':'FY20','value':1} | DATA-005 | /data/period",
                "{'period':'2014-02-30','value':1} | DATA-005 | /data/period",
                "{'value':1} | DATA-001 | /data/period",
                "{'period':'FY2013','value':'1'} | DATA-003 | /data/value",
                "{'period':'FY2013','value':1,'status':'Z'} | DATA-005 | /data/status",
                "{'period':'FY2013','value':1,'more':1} | DATA-002 | /data/more",
                "{'period':'FY2013','value':1,'provenance':{'basis':'published'}} | PROV-003 | /data/provenance",
                "{'period':'FY2013','value':1,'provenance':{'basis':'published','source':'x'}} | PROV-002 | /data/provenance"
            })
    void whatIsNotOfTheSchemaIsAProblem(String data, String code, String pointer) {
        post(steward(), event("ObservationRecorded", series(), data.replace('\'', '"')))
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("pointer", startsWith(pointer));
    }

    @Test
    void aFactOfAnotherAgencyIsNotYours() {
        post(
                        as("CYF", "agency-system"),
                        event(
                                "ObservationRevised",
                                series(),
                                "{\"period\":\"FY2014\",\"value\":1,\"reason\":\"Mine now\"}"))
                .statusCode(403)
                .body("code", equalTo("SER-004"));
        post(as("CYF", "initiative-lead"), event("InitiativeApproved", initiative, "{\"on\":\"2014-01-01\"}"))
                .statusCode(403)
                .body("code", equalTo("INIT-003"));
    }

    @Test
    void aRoleThatIsNotEnoughAndNoTokenAtAll() {
        post(as("JUSTICE", "agency-system"), event("ThemeDefined", "NEW", "{\"name\":\"N\"}"))
                .statusCode(403)
                .body("code", equalTo("AUTH-002"));
        post(given(), event("ThemeDefined", "NEW", "{\"name\":\"N\"}"))
                .statusCode(401)
                .body("code", equalTo("AUTH-001"));
    }

    @Test
    void aDuplicateWithAnotherBodyAndAStalePrecondition() {
        String approved = Posting.code("BAD-APPROVED");
        propose(approved);
        ObjectNode first = event("InitiativeApproved", approved, "{\"on\":\"2014-01-01\"}");
        post(steward(), first).statusCode(201);
        ObjectNode other = event("InitiativeApproved", approved, "{\"on\":\"2014-01-02\"}");
        other.put("id", first.get("id").asText());

        post(steward(), other).statusCode(422).body("code", equalTo("EVT-004"));
        steward()
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"on\":\"2014-03-01\"}")
                .post("/v1/initiatives/" + approved + "/start-initiative")
                .then()
                .statusCode(412)
                .body("code", equalTo("PRE-412"));
    }

    @Test
    void theGoodLinesOfABadBatchAreStored() {
        // Given the second line refers to what nobody knows, and the third is cut
        String good =
                event("ThemeDefined", Posting.code("GOOD"), "{\"name\":\"G\"}").toString();
        String bad = event("ObservationRecorded", "NOTHING:NZ", "{\"period\":\"FY2013\",\"value\":1}")
                .toString();
        String cut = good.substring(0, 40);
        String later =
                event("ThemeDefined", Posting.code("GOOD"), "{\"name\":\"G\"}").toString();

        // When
        String answer = Posting.lines(steward(), String.join("\n", good, bad, cut, later));

        // Then
        var lines = JsonPath.from("[" + String.join(",", answer.strip().split("\n")) + "]");
        assertThat(lines.getList("result", String.class)).containsExactly("stored", "rejected", "rejected", "stored");
        assertThat(lines.getString("[1].problem.code")).isEqualTo("REF-002");
    }
}
