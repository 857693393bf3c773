package nz.flagships.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.command.Aggregates;
import nz.flagships.eventstore.command.CommandHandler;
import nz.flagships.eventstore.command.Outcome;
import nz.flagships.eventstore.command.Posting;
import nz.flagships.eventstore.command.Postings;
import nz.flagships.eventstore.testing.InMemoryEventStore;
import nz.flagships.rest.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is posted, as it is read, decided on and stored: when it is the same fact, and when it begins something. */
class PostedTest {
    private static final Aggregates AGGREGATES = new Aggregates("initiative", AllAggregates.ALL);
    private static final Caller STEWARD = new Caller("POLICE", "somebody", Set.of(Role.values()));

    private final Postings postings = new Postings(AGGREGATES);
    private final CommandHandler handler = new CommandHandler(
            AGGREGATES,
            new InMemoryEventStore(),
            List.of(),
            Runnable::run,
            Clock.systemUTC(),
            UUID::randomUUID,
            10_000);
    private int ids;

    @BeforeEach
    void whatThereIs() {
        stored("AgencyRegistered", "POLICE", "{'name':'A','flagshipPartner':true,'fundMember':true}");
        stored("ThemeDefined", "THEME", "{'name':'T'}");
        stored("RegionDefined", "AREA", "{'name':'R','kind':'POLICE_AREA'}");
        stored("RegionDefined", "NORTH", "{'name':'R','kind':'POLICE_AREA'}");
        stored("ProgrammeDefined", "PROGRAMME", "{'name':'P','partners':[],'regions':[]}");
        stored("SourceRegistered", "SOURCE", "{'citation':'S','published':'2014'}");
        for (String code : List.of("HVIP", "PK-ALCOHOL")) {
            stored("InitiativeProposed", code, proposal());
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "ObservationRecorded | {'period':'FY2025','value':700,'status':'A'} | {'period':'YE2025-06','value':700.0}",
                "ObservationRecorded | {'period':'FY2025','value':700,'status':'A'} | {'period':'FY2025','value':700,'status':null}",
                "ObservationRevised | {'period':'CY2024','value':7,'reason':'x','status':'A'} | {'period':'YE2024-12','value':7,'reason':'x'}",
                "ObservationWithdrawn | {'period':'FY2025','reason':'x'} | {'period':'YE2025-06','reason':'x'}",
                "BarrierCarried | {'barrier':'A','to':'HVIP','on':'2014-07-01'} | {'barrier':'A','to':'HVIP','as':'A','on':'2014-07-01'}",
                "EvaluationRegistered | {'kind':'INITIATIVE','title':'T','design':'MATCHED_COHORT','successRule':'S','outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'},'measures':[{'outcome':{'name':'N','unit':'odds ratio','direction':'LOWER_BETTER','population':'P'},'role':'PRIMARY'}]} | {'kind':'INITIATIVE','title':'T','design':'MATCHED_COHORT','successRule':'S','outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'},'confidenceLevel':95.0,'measures':[{'outcome':{'name':'N','unit':'odds ratio','direction':'LOWER_BETTER','population':'P'},'role':'PRIMARY','unit':'odds ratio','scale':'RATIO'}]}",
                "EvaluationPublished | {'kind':'INITIATIVE','results':[{'outcome':{'measure':'M'},'effect':1},{'outcome':{'measure':'N'},'effect':2,'unit':'days'}]} | {'kind':'INITIATIVE','results':[{'outcome':{'measure':'N'},'effect':2,'unit':'days','scale':'DIFFERENCE','role':'PRIMARY'},{'outcome':{'measure':'M'},'effect':1,'role':'PRIMARY'}]}",
                "EvaluationCompleted | {'on':'2015-01-01','results':[{'outcome':{'measure':'M'},'effect':1},{'outcome':{'measure':'N'},'effect':2}],'missing':[{'outcome':{'measure':'O'},'reason':'x'},{'outcome':{'measure':'P'},'reason':'x'}]} | {'on':'2015-01-01','results':[{'outcome':{'measure':'N'},'effect':2},{'outcome':{'measure':'M'},'effect':1}],'missing':[{'outcome':{'measure':'P'},'reason':'x'},{'outcome':{'measure':'O'},'reason':'x'}]}",
                "MeasureDefined | {'name':'M','kind':'RATE','unit':'u','direction':'LOWER_BETTER','geography':'OCCURRENCE','sensitivity':'AGGREGATE','includes':['a','b'],'excludes':['c','d']} | {'name':'M','kind':'RATE','unit':'u','direction':'LOWER_BETTER','geography':'OCCURRENCE','sensitivity':'AGGREGATE','includes':['b','a'],'excludes':['d','c']}"
            })
    void saidInFullOrNotAndInAnyOrderItIsTheSameFact(String fact, String one, String other) {
        assertThat(posting(fact, "A", "1", other).fingerprint())
                .isEqualTo(posting(fact, "A", "1", one).fingerprint());
    }

    @Test
    void aRetryThatSpellsOutADefaultIsADuplicate() {
        stored("MeasureDefined", "M", """
                {'name':'M','kind':'RATE','unit':'u','direction':'LOWER_BETTER','geography':'OCCURRENCE',
                 'sensitivity':'AGGREGATE'}""");
        String in = "M:AREA";

        assertThat(handle("ObservationRecorded", in, "1", "{'period':'FY2025','value':700,'status':'A'}"))
                .isInstanceOf(Outcome.Stored.class);

        assertThat(handle("ObservationRecorded", in, "1", "{'period':'YE2025-06','value':700}"))
                .isInstanceOf(Outcome.Duplicate.class);
        assertThat(code(handle("ObservationRecorded", in, "1", "{'period':'FY2025','value':700,'status':'E'}")))
                .isEqualTo("EVT-004");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "InitiativeTailored | pk-alcohol | {'tailoredFrom':'HVIP','proposes':%s}",
                "InitiativeWithdrawn | Pk-Alcohol | {'on':'2014-02-03','reason':'x','proposes':%s}",
                "InitiativeDeclined | PK-alcohol | {'on':'2014-02-03','reason':'x','proposes':%s}",
                "RegionsMerged | area | {'predecessors':['NORTH'],'on':'2012-07-01','defines':{'name':'R'}}",
                "RegionMapped | Area | {'maps':['NORTH'],'defines':{'name':'R'}}"
            })
    void whateverFactBeginsItACodeIsItsOwnInEveryCase(String fact, String code, String data) {
        String body = data.formatted(proposal());

        assertThat(code(handle(fact, code, "other-case", body))).isEqualTo("EVT-018");
        assertThat(handle(fact, "ANOTHER", "another", body)).isInstanceOf(Outcome.Stored.class);
        if (!fact.equals("RegionsMerged")) { // whose predecessors are merged by now
            assertThat(code(handle(fact, "Another", "another-case", body))).isEqualTo("EVT-018");
        }
        String begins = fact.startsWith("Region") ? "RegionDefined" : "InitiativeProposed";
        String said = fact.startsWith("Region") ? "{'name':'R','kind':'POLICE_AREA'}" : proposal();
        assertThat(code(handle(begins, "another", "begun-otherwise", said))).isEqualTo("EVT-018");
    }

    @Test
    void anEvaluationThatWasPublishedHasItsCodeInEveryCaseToo() {
        String data = """
                {'kind':'INITIATIVE','results':[{'outcome':{'name':'N','unit':'percent','direction':'LOWER_BETTER',
                 'population':'P'},'effect':1}],'provenance':{'basis':'published','source':'%s'}}""";
        stored("SourceRegistered", "SOURCE-2", "{'citation':'S','published':'2014'}");

        assertThat(handle("EvaluationPublished", "HVIP:SOURCE", "one", data.formatted("SOURCE")))
                .isInstanceOf(Outcome.Stored.class);
        assertThat(handle("EvaluationPublished", "HVIP:SOURCE-2", "two", data.formatted("SOURCE-2")))
                .isInstanceOf(Outcome.Stored.class);
        assertThat(code(handle("EvaluationRegistered", "HVIP:source", "other-case", """
                {'kind':'INITIATIVE','title':'T','design':'BEFORE_AND_AFTER','successRule':'S',
                 'cohort':{'treated':'People'},'outcomeWindow':{'from':'2014-07-01','to':'2015-06-30'},
                 'measures':[{'outcome':{'name':'N','unit':'percent','direction':'LOWER_BETTER','population':'P'},
                 'role':'PRIMARY'}]}""")))
                .isEqualTo("EVT-018");
    }

    @Test
    void anUnknownCodeIsSaidByItsMemberAndNotByItsValue() {
        assertThat(handle("InitiativeProposed", "NEW", "1", proposal().replace("AREA", "NOWHERE")))
                .isInstanceOfSatisfying(Outcome.Rejected.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo("REF-001");
                    assertThat(refused.problem().detail())
                            .isEqualTo("What the member regions/0 names is not known here.");
                });
        assertThat(handle("ObservationRecorded", "M:NOWHERE", "2", "{'period':'FY2025','value':700}"))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        refused -> assertThat(refused.problem().detail())
                                .isEqualTo("Of what the subject names, the measure is not known here."));
    }

    private static String proposal() {
        return "{'title':'I','programme':'PROGRAMME','regions':['AREA'],'themes':['THEME'],'leadAgency':'POLICE'}";
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Rejected(var problem) ? problem.code() : outcome.toString();
    }

    private void stored(String fact, String subject, String data) {
        assertThat(handle(fact, subject, "before-" + ++ids, data)).isInstanceOf(Outcome.Stored.class);
    }

    private Outcome handle(String fact, String subject, String id, String data) {
        return handler.handle(posting(fact, subject, id, data))
                .toCompletableFuture()
                .join();
    }

    private Posting posting(String fact, String subject, String id, String data) {
        try {
            ObjectNode event = Json.MAPPER
                    .createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", id)
                    .put("source", "test")
                    .put("type", "nz.flagships.initiative." + fact + ".v1")
                    .put("subject", subject);
            event.set("data", Json.MAPPER.readTree(data.replace('\'', '"')));
            return postings.event(event, STEWARD, null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
