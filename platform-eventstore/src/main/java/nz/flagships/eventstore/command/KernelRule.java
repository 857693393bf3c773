package nz.flagships.eventstore.command;

import nz.flagships.rest.ProblemRule;

/** The rules that hold for every fact and every command, whatever its aggregate. */
public enum KernelRule implements ProblemRule {
    NOT_AN_EVENT(
            "EVT-001",
            400,
            "An attribute of the event is missing or malformed",
            "Send a CloudEvent 1.0 as the examples at /v1/event-types show."),
    UNKNOWN_TYPE(
            "EVT-002", 422, "There is no such event type here", "Use a type of /v1/event-types, posted to its owner."),
    DERIVED_TYPE(
            "EVT-003",
            422,
            "Facts of this type are derived by the system and cannot be posted",
            "Post the facts that it is derived from; /v1/event-types says which types are postable."),
    ANOTHER_FACT(
            "EVT-004",
            422,
            "Another fact is stored under this source and id, or this Idempotency-Key",
            "Send a new fact under a new id or key; send a stored fact again only as it was."),
    IN_THE_FUTURE("EVT-005", 422, "The time lies in the future", "Send the time at which the fact was made known."),
    BAD_ID(
            "EVT-006",
            422,
            "The subject is not an id that this type takes",
            "Use a code of letters, digits, - and _ (two codes joined by :), or an id or reference you were given."),
    NO_SUBJECT("EVT-007", 422, "The subject is missing", "Name in subject what the fact is about."),
    ID_IS_ASSIGNED(
            "EVT-008",
            422,
            "The service gives this its id",
            "Leave the subject out; put your own reference in externalref."),
    REFERENCE_TAKEN(
            "EVT-009",
            409,
            "Your agency uses this reference for another one already",
            "Use a reference of its own for each, or the one you have as the subject."),
    NO_REFERENCE_HERE(
            "EVT-010", 422, "Only what gets its id from the service takes a reference", "Leave externalref out."),
    NOTHING_STORED(
            "EVT-011", 404, "Nothing is stored under this source and id", "Post it; the same id is safe to use."),
    MALFORMED_LINE("EVT-012", 400, "The line is not a JSON object", "Send one CloudEvent a line, each line whole."),
    NOT_FOUND("EVT-013", 404, "There is no such thing, or you may not know of it", "Check the id."),
    BAD_PRECONDITION(
            "EVT-014",
            400,
            "The header If-Match cannot be read",
            "Send the ETag as an answer gave it: If-Match: \"7\"."),
    BAD_KEY(
            "EVT-015",
            400,
            "The header Idempotency-Key cannot be used",
            "Send 1 to 200 printable characters that are yours alone."),
    TOO_EARLY("EVT-016", 422, "The time lies before 1840", "Send the time at which the fact was made known."),
    TOO_MANY_EVENTS(
            "EVT-017",
            413,
            "There are more events in the request than one may bring",
            "Send them in several requests; the same ids are safe to send again."),
    CODE_TAKEN(
            "EVT-018",
            409,
            "Another one has this code, written in letters of another size",
            "Write it as the detail does where you mean that one, or choose a code of its own."),
    DRY_RUN_TOO_LARGE(
            "EVT-019",
            413,
            "What the lines before this one would come to is as much as a dry run may hold",
            "Try this line and those after it in a dry run of their own, or store what is tried already first."),
    UNDECIDABLE(
            "EVT-030",
            422,
            "The fact could not be decided on as it stands",
            "Nothing was stored. Look for a date, number or length that is far from what the fact is about, mend it, and send it"
                    + " again; where all is as it should be, tell whoever runs the service: it is in the log."),
    STALE("PRE-412", 412, "It has moved on since the version you name", "Read it again, decide again, send it again."),
    ONLY_STEWARDS(
            "PROV-001",
            403,
            "Only a steward may say that a fact is published or synthetic",
            "Leave the provenance out, or use a steward's token."),
    UNKNOWN_SOURCE(
            "PROV-002",
            422,
            "There is no such source",
            "Register the source first, or send it again when its registration has arrived."),
    NO_SOURCE("PROV-003", 422, "A published fact names its source", "Name the code of a registered source."),
    NOT_A_MEMBER("PROV-004", 422, "What is said to be inferred is no member of the fact", "Name members of data only."),
    ONLY_SYNTHETIC(
            "PROV-005",
            422,
            "Here the only provenance besides operational is synthetic, without source or note",
            "Send {\"basis\":\"synthetic\"} for generated facts, and no provenance for others."),
    QUEUE_FULL(
            "STORE-001",
            503,
            "More is waiting to be stored than can be accepted",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    CONTENDED(
            "STORE-002",
            503,
            "Others changed the same thing again and again",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    STORE_AWAY(
            "STORE-003",
            503,
            "The store cannot be reached",
            "Send it again under the same id after Retry-After; if it was stored after all, it is a duplicate."),
    LARGE_AT_ONCE(
            "STORE-004",
            503,
            "As many facts that come to very many events are decided on as may be at once",
            "Wait for as long as Retry-After says, then send it again; nothing was stored."),
    LARGE_OF_ONE(
            "STORE-005",
            429,
            "Another fact of your agency that comes to very many events is being decided on",
            "Send such facts one after the other, and this one again after Retry-After; nothing was stored.");

    private final Rule rule;

    KernelRule(String code, int status, String title, String mend) {
        this.rule = new Rule(code, status, title, mend);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}
