package nz.flagships.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;

/** Facts to post, and the codes that they need to be there. */
final class Load {
    static final String STRUCTURED = "application/cloudevents+json";

    private Load() {}

    static String theme(String code) {
        return fact("initiative.ThemeDefined", code, ",\"subject\":\"" + code + "\"", "{\"name\":\"Load\"}");
    }

    /** @param more members of its data */
    static String openCase(String ref, String more) {
        return fact("case.CaseOpened", ref, ",\"externalref\":\"" + ref + "\"", """
                {"openedOn":"2026-01-15","region":"LOAD-AREA","themes":["LOAD-THEME"],"legalBasis":"CONSENT","programme":"LOAD-PROGRAMME"%s}""".formatted(more));
    }

    private static String fact(String type, String id, String attributes, String data) {
        return """
                {"specversion":"1.0","type":"nz.flagships.%s.v1","source":"urn:example:load","id":"%s"%s,"data":%s}""".formatted(type, id, attributes, data);
    }

    /** So many codes of every code list, a line each. */
    static String codes(int number) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < number; i++) {
            for (List<String> fact : List.of(
                    List.of("ThemeDefined", "T", "{\"name\":\"Load\"}"),
                    List.of(
                            "AgencyRegistered",
                            "A",
                            "{\"name\":\"Load\",\"flagshipPartner\":true,\"fundMember\":true}"),
                    List.of("SourceRegistered", "S", "{\"citation\":\"Load\",\"published\":\"2014\"}"),
                    List.of(
                            "ProgrammeDefined",
                            "P",
                            "{\"name\":\"Load\",\"partners\":[\"POLICE\"],\"regions\":[\"LOAD-AREA\"]}"))) {
                String code = "LOAD-" + fact.get(1) + i;
                lines.append(fact("initiative." + fact.get(0), code, ",\"subject\":\"" + code + "\"", fact.get(2)))
                        .append('\n');
            }
        }
        return lines.toString();
    }

    /** The codes that a case needs. */
    static void referenceData(Flagships system, String steward) {
        List<List<String>> facts = List.of(
                List.of(
                        "AgencyRegistered",
                        "POLICE",
                        "{\"name\":\"Police\",\"flagshipPartner\":true,\"fundMember\":true}"),
                List.of("ThemeDefined", "LOAD-THEME", "{\"name\":\"Load\"}"),
                List.of("RegionDefined", "LOAD-NZ", "{\"name\":\"Load\",\"kind\":\"COUNTRY\"}"),
                List.of(
                        "RegionDefined",
                        "LOAD-AREA",
                        "{\"name\":\"Load\",\"kind\":\"PROGRAMME_AREA\",\"parent\":\"LOAD-NZ\"}"),
                List.of(
                        "ProgrammeDefined",
                        "LOAD-PROGRAMME",
                        "{\"name\":\"Load\",\"partners\":[\"POLICE\"],\"regions\":[\"LOAD-AREA\"]}"));
        for (List<String> fact : facts) {
            String body = fact(
                    "initiative." + fact.get(0),
                    "ref-" + fact.get(1),
                    ",\"subject\":\"" + fact.get(1) + "\"",
                    fact.get(2));
            HttpResponse<String> answer = system.post(Flagships.INITIATIVE, "/v1/events", steward, STRUCTURED, body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        }
    }
}
