package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nz.flagships.events.Basis;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.events.Sha256;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.schema.Shape;
import nz.flagships.eventstore.schema.ShapeCheck;
import nz.flagships.eventstore.schema.ShapeRule;
import nz.flagships.eventstore.store.IdempotencyKey;
import nz.flagships.rest.Caller;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import nz.flagships.rest.TraceContext;
import org.jspecify.annotations.Nullable;

/** Reads what was posted, as a CloudEvent or as a command, to the same {@link Posting}. */
public final class Postings {
    /** Under which source commands without an event are stored. */
    public static final String REST = "rest";

    private static final String PROVENANCE = "provenance";
    private static final Shape.Members PROVENANCE_SHAPE = Provenances.SHAPE;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_ATTRIBUTE = 200;
    /** As dates have it: the year of the Treaty. Dates before it have broken readers, and nothing here is older. */
    private static final Instant EARLIEST = Instant.parse("1840-01-01T00:00:00Z");

    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Aggregates aggregates;

    public Postings(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    /**
     * Reads a CloudEvent in structured form.
     *
     * @param traceparent of the request, where the event has none
     * @throws ProblemException saying what is wrong, and where
     */
    public Posting event(JsonNode event, Caller caller, @Nullable String traceparent) {
        if (!event.isObject()) {
            throw problem(KernelRule.NOT_AN_EVENT, "Expected a JSON object.", "");
        }
        storable(event);
        // Before the names, which it breaks: no attribute, but a member that the JSON format has.
        if (event.has("data_base64")) {
            throw problem(KernelRule.NOT_AN_EVENT, "Data is JSON, in the member data.", "/data_base64");
        }
        for (var attribute : ((ObjectNode) event).properties()) {
            if (!isName(attribute.getKey())) {
                throw problem(
                        KernelRule.NOT_AN_EVENT,
                        "Names of attributes are lower-case letters and digits.",
                        ShapeCheck.member("", attribute.getKey()));
            }
            if (attribute.getValue().isContainerNode() && !attribute.getKey().equals("data")) {
                throw problem(
                        KernelRule.NOT_AN_EVENT,
                        "Attributes hold texts, numbers and booleans; what belongs to the fact, its provenance among it, is"
                                + " a member of data.",
                        ShapeCheck.member("", attribute.getKey()));
            }
        }
        if (!"1.0".equals(required(event, "specversion"))) {
            throw problem(KernelRule.NOT_AN_EVENT, "Only version 1.0 is taken.", "/specversion");
        }
        String id = required(event, "id");
        String source = required(event, "source");
        String type = required(event, "type");
        FactType fact = aggregates.fact(type).orElseThrow(() -> problem(KernelRule.UNKNOWN_TYPE, null, "/type"));
        String time = optional(event, "time");
        Instant instant = time == null ? null : instant(time);
        String contentType = optional(event, "datacontenttype");
        if (contentType != null && !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw problem(KernelRule.NOT_AN_EVENT, "Data is application/json.", "/datacontenttype");
        }
        JsonNode data = event.get("data");
        if (data == null || !data.isObject()) {
            throw problem(KernelRule.NOT_AN_EVENT, "Expected a JSON object.", "/data");
        }
        String subject = optional(event, "subject");
        String externalRef = reference(event, "externalref");
        String trace = TraceContext.wellFormed(optional(event, "traceparent"));
        return posting(
                fact,
                (ObjectNode) data,
                subject,
                externalRef,
                new IdempotencyKey(caller.agency(), source, id),
                () -> asSpelled(type, subject, externalRef, time, data),
                caller,
                instant,
                null,
                reference(event, "correlationid"),
                reference(event, "causationid"),
                trace == null ? traceparent : trace,
                "/data");
    }

    /**
     * Reads a command.
     *
     * @param subject the id in the path, or null where the command begins
     * @param idempotencyKey the header, in quotation marks or not; null: a random one, so that only the connection can tell
     * @throws ProblemException saying what is wrong, and where
     */
    public Posting command(
            FactType fact,
            @Nullable String subject,
            JsonNode body,
            Caller caller,
            @Nullable String idempotencyKey,
            @Nullable Long ifMatch,
            @Nullable String traceparent) {
        if (!body.isObject()) {
            throw new ProblemException(ShapeRule.WRONG_TYPE.problem("Expected an object.", ""));
        }
        String key = key(idempotencyKey);
        storable(body);
        ObjectNode data = ((ObjectNode) body).deepCopy();
        String about = subject;
        String externalRef = null;
        if (fact.fact().begins()) {
            if (fact.aggregate().aggregate().ids() == Ids.CODE && about == null) {
                JsonNode code = data.remove("code");
                if (code == null) {
                    throw new ProblemException(ShapeRule.MISSING.problem(null, "/code"));
                }
                if (!code.isTextual() || !Deciding.isCode(code.textValue())) {
                    throw problem(KernelRule.BAD_ID, null, "/code");
                }
                about = code.textValue();
            } else if (fact.aggregate().aggregate().ids() == Ids.ASSIGNED) {
                JsonNode reference = data.remove("externalRef");
                if (reference != null && !reference.isNull()) {
                    if (!reference.isTextual()) {
                        throw problem(KernelRule.BAD_ID, null, "/externalRef");
                    }
                    externalRef = reference.textValue();
                    if (externalRef.equals("null")) {
                        throw problem(KernelRule.BAD_ID, "The text null is no reference.", "/externalRef");
                    }
                }
            }
        }
        String subjectMeant = about;
        String referenceMeant = externalRef;
        return posting(
                fact,
                data,
                about,
                externalRef,
                new IdempotencyKey(caller.agency(), REST, key),
                () -> asSpelled(fact.type(), subjectMeant, referenceMeant, null, data),
                caller,
                null,
                ifMatch,
                null,
                null,
                traceparent,
                "");
    }

    /**
     * The header of a command, where it is sent. An empty one is no missing one: its sender believes to have a key, and what
     * is sent again would be a second fact.
     *
     * @param headers all of that name; sent twice alike, as some proxies do, they are one
     * @throws ProblemException when it says nothing, or two things
     */
    static @Nullable String one(@Nullable List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return null;
        }
        Set<String> keys = headers.stream().map(Postings::key).collect(Collectors.toSet());
        if (keys.size() > 1) {
            throw KernelRule.BAD_KEY.exception("The header is there more than once, with different keys.");
        }
        return headers.getFirst();
    }

    /** One key, in quotation marks (as structured fields have them) or without: what a library adds makes no second fact. */
    private static String key(@Nullable String header) {
        if (header == null) {
            return UUID.randomUUID().toString();
        }
        String key = Quoted.text(header);
        if (key == null || !isPrintable(key)) {
            throw KernelRule.BAD_KEY.exception();
        }
        return key;
    }

    /** What the clock says; it needs no role, and its agency is SYSTEM. */
    public Posting clock(FactType fact, String id, JsonNode data, String key, @Nullable Provenance provenance) {
        Object command = fact.read(data, "");
        Provenance basis = provenance == null ? Provenance.OPERATIONAL : provenance;
        Meant meant = new Meant(fact, command, id, null, null, basis);
        return new Posting(
                fact,
                command,
                id,
                null,
                new IdempotencyKey("SYSTEM", "clock", key),
                meant.fingerprint(),
                List.of(meant::asBefore, () -> asSpelled(fact.type(), id, null, null, data)),
                new Viewer("SYSTEM", "clock", Set.of()),
                null,
                basis,
                null,
                null,
                null,
                null,
                "",
                true);
    }

    private static Posting posting(
            FactType fact,
            ObjectNode data,
            @Nullable String subject,
            @Nullable String externalRef,
            IdempotencyKey key,
            Supplier<byte[]> asSpelled,
            Caller caller,
            @Nullable Instant time,
            @Nullable Long ifMatch,
            @Nullable String correlation,
            @Nullable String causation,
            @Nullable String traceparent,
            String dataPointer) {
        if (!fact.fact().postable()) {
            throw problem(KernelRule.DERIVED_TYPE, null, "/type");
        }
        // Before anything is compared with what is stored: who may not say it is not told that somebody has.
        allowed(fact, caller);
        Provenance provenance = Provenance.OPERATIONAL;
        ObjectNode said = data;
        if (data.has(PROVENANCE)) {
            said = data.deepCopy();
            provenance = provenance(said.remove(PROVENANCE), dataPointer + "/provenance");
            if (provenance.basis() != Basis.OPERATIONAL && !caller.hasAny(Role.STEWARD)) {
                throw problem(KernelRule.ONLY_STEWARDS, null, dataPointer + "/provenance/basis");
            }
        }
        Object command = fact.read(said, dataPointer);
        Meant meant = new Meant(fact, command, subject, externalRef, time, provenance);
        return new Posting(
                fact,
                command,
                subject,
                externalRef,
                key,
                meant.fingerprint(),
                List.of(meant::asBefore, asSpelled),
                new Viewer(caller.agency(), caller.actor(), caller.roles()),
                time,
                provenance,
                ifMatch,
                correlation,
                causation,
                traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null,
                dataPointer,
                false);
    }

    private static Provenance provenance(JsonNode node, String pointer) {
        if (node.isNull()) {
            return Provenance.OPERATIONAL;
        }
        Problem wrong = ShapeCheck.check(PROVENANCE_SHAPE, node, pointer);
        if (wrong != null) {
            throw new ProblemException(wrong);
        }
        return Provenances.read(node);
    }

    private static void storable(JsonNode document) {
        Problem wrong = ShapeCheck.storable(document, "");
        if (wrong != null) {
            throw new ProblemException(wrong);
        }
    }

    private static void allowed(FactType fact, Caller caller) {
        if (fact.allowed().stream().noneMatch(role -> caller.roles().contains(role))) {
            throw new ProblemException(RequestRule.NOT_ALLOWED.problem("It takes one of: "
                    + fact.allowed().stream().map(Role::claim).sorted().collect(Collectors.joining(", "))));
        }
    }

    /** The fingerprint as it was made once, of what was written; what was stored then is known by it. */
    private static byte[] asSpelled(
            String type, @Nullable String subject, @Nullable String externalRef, @Nullable String time, JsonNode data) {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("type", type).put("subject", subject).put("time", time);
        if (externalRef != null) {
            all.put("externalref", externalRef);
        }
        all.set("data", data);
        return Sha256.of(Json.canonical(all));
    }

    private static Instant instant(String time) {
        if (RFC_3339.matcher(time).matches()) {
            try {
                Instant instant =
                        OffsetDateTime.parse(time.toUpperCase(Locale.ROOT)).toInstant();
                if (instant.isBefore(EARLIEST)) {
                    throw problem(KernelRule.TOO_EARLY, null, "/time");
                }
                return instant;
            } catch (DateTimeParseException e) {
                // there is no such moment; said below
            }
        }
        throw problem(KernelRule.NOT_AN_EVENT, "A time is written 2014-06-30T09:00:00Z, with its offset.", "/time");
    }

    private static String required(JsonNode event, String name) {
        String value = optional(event, name);
        if (value == null) {
            throw problem(KernelRule.NOT_AN_EVENT, "The attribute is missing.", "/" + name);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode event, String name) {
        JsonNode value = event.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || !isPrintable(value.textValue())) {
            throw problem(KernelRule.NOT_AN_EVENT, "Expected a text of 1 to 200 printable characters.", "/" + name);
        }
        return value.textValue();
    }

    /** An extension that may be left out: SDKs write the text {@code null} for one that they have no value for. */
    private static @Nullable String reference(JsonNode event, String name) {
        String value = optional(event, name);
        return "null".equals(value) ? null : value;
    }

    // Loops, since every attribute of every event passes here: as patterns they were a twentieth of what a command
    // costs.
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0xfffe) {
                return false;
            }
        }
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST_ATTRIBUTE;
    }

    private static ProblemException problem(KernelRule rule, @Nullable String detail, String pointer) {
        return new ProblemException(rule.problem(detail, pointer));
    }
}
