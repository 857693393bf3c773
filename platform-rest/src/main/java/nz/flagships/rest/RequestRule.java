package nz.flagships.rest;

/** The rules that hold for every request to every service. */
public enum RequestRule implements ProblemRule {
    MALFORMED_JSON("REQ-001", 400, "The body is not well-formed JSON", "Send one well-formed JSON document in UTF-8."),
    MALFORMED_REQUEST(
            "REQ-002", 400, "A parameter or header of the request cannot be read", "Spell it as the API describes it."),
    NOT_FOUND("REQ-003", 404, "There is nothing at this address", "Check the address, and whether you may see it."),
    METHOD_NOT_ALLOWED("REQ-004", 405, "This address does not take this method", "Use one of the methods in Allow."),
    NOT_ACCEPTABLE(
            "REQ-005", 406, "None of the media types you accept is offered here", "Accept application/json, or */*."),
    TOO_LARGE("REQ-006", 413, "The body is larger than the limit", "Send it in several requests."),
    UNSUPPORTED_MEDIA_TYPE(
            "REQ-007",
            415,
            "The body's Content-Type or Content-Encoding is not taken here",
            "Send it unencoded: a command as application/json, events as application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson."),
    TOO_MANY("REQ-008", 429, "Too many requests", "Wait for as long as Retry-After says, then send it again."),
    BAD_CONSISTENCY_TOKEN(
            "REQ-009",
            400,
            "The header Consistency-Token cannot be read",
            "Send it as an answer gave it: initiative/7/1042, several separated by commas."),
    NOT_YET_CONSISTENT(
            "REQ-010",
            503,
            "What the Consistency-Token names has not arrived here within two seconds, or lies too far ahead to wait for",
            "Send it again after Retry-After, or without the token to see what is known."),
    TOO_MANY_WAIT(
            "REQ-030",
            503,
            "As many requests wait for a Consistency-Token as may",
            "Send it again after Retry-After, or without the token to see what is known."),
    TOO_MANY_STREAMS(
            "REQ-031",
            503,
            "As many streams of live updates are open as may",
            "Open one again after Retry-After, or ask for the figures themselves now and then."),
    UNAVAILABLE(
            "REQ-011",
            503,
            "The service cannot do this at the moment",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    REFUSED("REQ-012", 400, "The request was refused", "Compare it with the API's description."),
    TOO_MANY_AT_ONCE(
            "REQ-020",
            503,
            "More requests are under way than the service works on at once",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    TOO_MANY_OF_ONE(
            "REQ-021",
            429,
            "Your agency, or all callers without a token together, have as many requests under way as one may",
            "Send fewer at once, and this one again after Retry-After; nothing was stored."),
    TOO_MUCH_AT_ONCE(
            "REQ-022",
            503,
            "The bodies under way are as large together as the service can keep",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    TOO_MUCH_OF_ONE(
            "REQ-023",
            429,
            "Your agency's bodies under way are as large together as one agency's may be",
            "Send smaller ones or one after the other, and this one again after Retry-After; nothing was stored."),
    ANSWERS_AT_ONCE(
            "REQ-032",
            503,
            "The answers under way are as large together as the service can keep",
            "Send it again after Retry-After, and read the answer as it comes; of a history ask for fewer events at once."),
    ANSWERS_OF_ONE(
            "REQ-033",
            429,
            "The answers under way to your agency, or to all callers without a token, are as large as one's may be",
            "Read one to its end before the next, and send this one again after Retry-After."),
    TOO_SLOW(
            "REQ-024",
            408,
            "The body did not arrive in time",
            "Send it again, without pauses; where the line is slow, in several requests."),
    BAD_PARAMETER(
            "REQ-025",
            400,
            "A parameter of the query is unknown here, empty, given twice, or has a value that it does not take",
            "Send only parameters that the API describes for this address, each once and with a value."),
    ADDRESS_TOO_LONG(
            "REQ-013",
            414,
            "The address is longer than the limit",
            "Ask for less at once: several requests with some of the values each."),
    HEADERS_TOO_LARGE(
            "REQ-014", 431, "The headers are larger together than the limit", "Send fewer or shorter headers."),
    BROKEN(
            "SYS-001",
            500,
            "The service has a fault",
            "Tell the operator the incident; the same request with the same id is safe to send again."),
    NO_TOKEN(
            "AUTH-001",
            401,
            "A valid token is needed",
            "Send Authorization: Bearer with a token of your agency that has not expired."),
    NOT_ALLOWED("AUTH-002", 403, "None of your roles allows this", "Ask somebody who has one of the roles it takes."),
    NO_AGENCY(
            "AUTH-003", 403, "The token names no agency", "Use a token whose claim agency is the code of your agency."),
    NOBODY(
            "AUTH-004",
            403,
            "The token names nobody",
            "Use a token whose claim sub names the person or client, in 1 to 255 printable characters.");

    private final Rule rule;

    RequestRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }

    /** The rule for a bare HTTP status. */
    static RequestRule of(int status) {
        return switch (status) {
            case 401 -> NO_TOKEN;
            case 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TOO_SLOW;
            case 413 -> TOO_LARGE;
            case 414 -> ADDRESS_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? BROKEN : REFUSED;
        };
    }
}
