package nz.flagships.eventstore.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nz.flagships.events.Basis;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.events.Provenance;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.eventstore.store.Inbox;
import nz.flagships.rest.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * From a posting to what would be appended: on which aggregate, on what provenance, what the decider says, and the events
 * with their hashes. Who may say it was asked when it was read, by {@link Postings}. Reads through {@link States} only, and stores nothing.
 */
final class Deciding {
    private static final Pattern CODE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}(:[A-Za-z0-9][A-Za-z0-9_.-]{0,62}){0,3}");
    /** In a claim, between the aggregate and the code. */
    private static final char OF_A_CODE = '^';
    /** In characters: with three bytes each, and its attributes, it fits into a record of Kafka's default size. */
    private static final int LONGEST = 320 * 1024;

    /**
     * In characters, of what is said to have been met. It is said of each line of an upload, so that it must not grow with what
     * is stored: whoever names all that is open names a megabyte, and five hundred lines more than there is memory for.
     */
    static final int LONGEST_DETAIL = 1_000;

    /** Of how many characters of events a state stems that is not decided on by an event loop. */
    static final long LARGE = 64 * 1024;
    /** How many events of one decision are not made by an event loop. */
    static final int MANY = 32;
    /** How many events of one decision are not made without a turn: about as many as a chunk of an upload comes to. */
    static final int VERY_MANY = 500;
    /** After how many events of a large decision others get on. */
    private static final int STRIDE = 64;

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Aggregates aggregates;
    private final Map<Class<?>, ReferenceSource<?>> references = new HashMap<>();
    private final Supplier<UUID> ids;
    private final Supplier<UUID> eventIds;

    Deciding(
            Aggregates aggregates,
            Collection<? extends ReferenceSource<?>> references,
            Supplier<UUID> ids,
            Supplier<UUID> eventIds) {
        this.aggregates = aggregates;
        this.ids = ids;
        this.eventIds = eventIds;
        for (ReferenceSource<?> source : references) {
            this.references.put(source.type(), source);
        }
    }

    /**
     * Decides.
     *
     * @param inTurn whether it may come to very many events: the caller has a turn of {@link LargeDecisions}
     * @throws States.NotInMemory where it needs what only PostgreSQL has, or more time than who may not block has
     */
    Verdict decide(Posting posting, States states, Instant clock, boolean inTurn) {
        // What PostgreSQL keeps of an instant; else the hash would cover more than is stored.
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        Attempt attempt = new Attempt(posting, states, now, inTurn);
        try {
            return attempt.decide();
        } catch (ProblemException e) {
            return new Verdict.Refused(e.problem(), attempt.lookedAt);
        } catch (States.NotInMemory e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (CommandHandler.isAway(e)) {
                throw e;
            }
            // What a decider, a fold or a published form did not expect is one fact's trouble, never its neighbours'.
            return new Verdict.Refused(CommandHandler.undecidable(posting.fact().type(), e), attempt.lookedAt);
        }
    }

    private static ProblemException refuse(KernelRule rule, @Nullable String detail, @Nullable String pointer) {
        return new ProblemException(rule.problem(detail, pointer));
    }

    /** One time of deciding; also what the decider sees of the world. */
    private final class Attempt implements Context {
        private final Posting posting;
        private final Registered aggregate;
        private final States states;
        private final Instant now;
        private final boolean inTurn;
        private final Map<String, Long> lookedAt = new HashMap<>();
        // What was looked at once stays as it was seen: else a decision could rest on one version and be held to
        // another.
        private final Map<String, Loaded> seen = new HashMap<>();
        private final Map<String, Long> guards = new LinkedHashMap<>();
        private String id = "";

        Attempt(Posting posting, States states, Instant now, boolean inTurn) {
            this.posting = posting;
            this.aggregate = posting.fact().aggregate();
            this.states = states;
            this.now = now;
            this.inTurn = inTurn;
        }

        Verdict decide() {
            if (posting.time() != null && posting.time().isAfter(now.plus(CLOCK_SKEW))) {
                throw refuse(KernelRule.IN_THE_FUTURE, null, "/time");
            }
            List<AppendItem.Claim> references = List.of();
            Loaded own;
            boolean begins = posting.fact().fact().begins();
            if (aggregate.aggregate().ids() == Ids.CODE) {
                own = known();
                if (begins && own.version() == 0) {
                    code(own); // first of all: a refusal for another reason would not help
                }
            } else if (begins) {
                own = fresh();
                references = reference(own);
            } else {
                own = resolved();
            }
            id = own.id();
            if (own.version() > 0 && !posting.system() && !aggregate.addressable(own.state(), posting.caller())) {
                throw refuse(KernelRule.NOT_FOUND, null, null);
            }
            if (posting.ifMatch() != null && (posting.ifMatch() != own.version() || !isTold(own))) {
                throw refuse(KernelRule.STALE, met(own, true), null);
            }
            provenanceHolds();
            withTime(own.weight() > LARGE);
            return switch (aggregate.decide(own.state(), posting.command(), this)) {
                case Decision.Refused<Object>(var rejection, var detail, var pointer) ->
                    new Verdict.Refused(
                            problem(rejection, detail == null ? met(own, rejection, pointer) : detail, pointer),
                            lookedAt);
                case Decision.Happened<Object> happened -> {
                    int events = happened.events().size() + happened.elsewhere().size();
                    withTime(events > MANY);
                    yield events > VERY_MANY && !inTurn ? new Verdict.Large() : accepted(own, happened, references);
                }
            };
        }

        /**
         * What takes its time is not decided where nothing may block: an event loop that decides on all that a large state
         * holds, or makes its events, answers nobody meanwhile, not even who asks whether the service is alive.
         */
        private void withTime(boolean itTakes) {
            if (itTakes && !states.mayBlock()) {
                throw States.NotInMemory.SIGNAL;
            }
        }

        /** What was met, for a rule that has nothing better to say of it; never a value that was posted. */
        private @Nullable String met(Loaded own, Rejection rejection, @Nullable String pointer) {
            if (rejection.kind() != Rejection.Kind.UNKNOWN_REFERENCE || pointer == null || pointer.isEmpty()) {
                return met(own, rejection.kind() == Rejection.Kind.NOT_FOUND);
            }
            // Where the thing itself stands does not matter, and of a new one it would be taken for its own code.
            String member = pointer.substring(1);
            return posting.fact().shape().member(member.split("/", 2)[0]) == null
                    ? "Of what the subject names, the " + member + " is not known here."
                    : "What the member " + member + " names is not known here.";
        }

        /**
         * The state that was met.
         *
         * @param ofThisCode whether the rule is about what there is: of any other it would be taken for the reason that there
         *     is nothing
         */
        private @Nullable String met(Loaded own, boolean ofThisCode) {
            if (!isTold(own)) {
                return null;
            }
            if (own.version() > 0) {
                return own.stream() + " stands at version " + own.version() + ".";
            }
            return ofThisCode && aggregate.aggregate().ids() == Ids.CODE
                    ? "There is nothing under this code yet."
                    : null;
        }

        /** Whether the caller may know where it stands. Whoever may only join it learns nothing by being refused. */
        private boolean isTold(Loaded own) {
            return own.version() == 0 || posting.system() || aggregate.visible(own.state(), posting.caller());
        }

        private Loaded known() {
            if (posting.externalRef() != null) {
                throw refuse(KernelRule.NO_REFERENCE_HERE, null, ofReference(posting));
            }
            String subject = subject();
            if (!CODE.matcher(subject).matches()) {
                throw refuse(KernelRule.BAD_ID, null, "/subject");
            }
            return look(
                    posting.fact().fact().begins()
                            ? states.beginning(aggregate, subject)
                            : states.state(aggregate, subject));
        }

        /** The codes of the streams that begin, whatever fact begins them: some bring about what they are about. */
        private List<AppendItem.Claim> codes(Map<String, Loaded> moved, Map<String, Long> expected) {
            List<AppendItem.Claim> codes = new ArrayList<>();
            moved.forEach((stream, loaded) -> {
                if (expected.getOrDefault(stream, 0L) == 0
                        && loaded.aggregate().aggregate().ids() == Ids.CODE) {
                    codes.add(code(loaded));
                }
            });
            return codes;
        }

        /** Its code is its own in every case: two that differ by their letters' size are one to whoever reads them. */
        private AppendItem.Claim code(Loaded own) {
            String claim = own.aggregate().name() + OF_A_CODE + own.id().toLowerCase(Locale.ROOT);
            if (states.isTaken(claim)) {
                String holder = states.claimed(claim).orElse(own.stream());
                if (!holder.equals(own.stream())) {
                    throw new ProblemException(taken(posting, claim, holder));
                }
            }
            return new AppendItem.Claim(claim, own.stream());
        }

        private Loaded fresh() {
            if (posting.subject() != null) {
                throw refuse(KernelRule.ID_IS_ASSIGNED, null, "/subject");
            }
            return Loaded.empty(aggregate, ids.get().toString());
        }

        private List<AppendItem.Claim> reference(Loaded own) {
            String reference = posting.externalRef();
            if (reference == null) {
                return List.of();
            }
            if (!Named.isReference(reference)) {
                throw refuse(KernelRule.BAD_ID, null, ofReference(posting));
            }
            // It would mean two things to this agency. What the agency may not know of is no reason: it would be told
            // of it.
            if (Named.isUuid(reference)
                    && states.meant(aggregate, Named.id(reference), posting.caller())
                            .isPresent()) {
                throw refuse(
                        KernelRule.REFERENCE_TAKEN,
                        "It is the id of one that your agency knows.",
                        ofReference(posting));
            }
            List<AppendItem.Claim> claims = new ArrayList<>();
            for (String claim : Named.claims(aggregate, posting.agency(), reference)) {
                if (states.isTaken(claim)) {
                    throw refuse(KernelRule.REFERENCE_TAKEN, null, ofReference(posting));
                }
                claims.add(new AppendItem.Claim(claim, own.stream()));
            }
            return claims;
        }

        private Loaded resolved() {
            if (posting.externalRef() != null) {
                throw refuse(KernelRule.NO_REFERENCE_HERE, null, ofReference(posting));
            }
            String subject = subject();
            if (posting.system()) {
                Loaded own = look(states.state(aggregate, subject));
                if (own.version() > 0) {
                    return own;
                }
            }
            return states.meant(aggregate, Named.of(aggregate, subject, posting.agency()), posting.caller())
                    .map(this::look)
                    .orElseThrow(() -> refuse(KernelRule.NOT_FOUND, null, null));
        }

        private String subject() {
            if (posting.subject() == null) {
                throw refuse(KernelRule.NO_SUBJECT, null, "/subject");
            }
            return posting.subject();
        }

        private Loaded look(Loaded loaded) {
            lookedAt.putIfAbsent(loaded.stream(), loaded.version());
            seen.put(loaded.stream(), loaded);
            return loaded;
        }

        private Loaded look(Registered of, String otherId) {
            Loaded before = seen.get(of.stream(otherId));
            return before != null ? before : look(states.state(of, otherId));
        }

        private void provenanceHolds() {
            Provenance provenance = posting.provenance();
            String at = posting.dataPointer() + "/provenance";
            Optional<Registered> sources = aggregates.named("source");
            if (sources.isEmpty()) {
                if (provenance.basis() == Basis.PUBLISHED || provenance.source() != null || provenance.note() != null) {
                    throw refuse(KernelRule.ONLY_SYNTHETIC, null, at);
                }
            } else if (provenance.source() != null) {
                if (look(sources.get(), provenance.source()).version() == 0) {
                    throw new ProblemException(KernelRule.UNKNOWN_SOURCE
                            .problem(null, at + "/source")
                            .retryAfter(1));
                }
            } else if (provenance.basis() == Basis.PUBLISHED
                    && !aggregate.name().equals("source")) {
                throw refuse(KernelRule.NO_SOURCE, null, at + "/source");
            }
            for (String member : provenance.inferred()) {
                if (posting.fact().shape().member(member) == null) {
                    throw refuse(KernelRule.NOT_A_MEMBER, null, at + "/inferred");
                }
            }
        }

        private Problem problem(Rejection rejection, @Nullable String detail, @Nullable String pointer) {
            Problem problem = Problem.of(
                    rejection.code(),
                    rejection.kind().status(),
                    rejection.title(),
                    shortened(detail),
                    pointer == null ? null : pointed(pointer),
                    rejection.mend());
            return switch (rejection.kind()) {
                case UNKNOWN_REFERENCE, NOT_YET -> problem.retryAfter(1);
                case INVALID, CONFLICT, FORBIDDEN, NOT_FOUND -> problem;
            };
        }

        /** What is no member of the data is part of what the subject names, as the measure of a series. */
        private String pointed(String pointer) {
            String member = pointer.isEmpty() ? "" : pointer.substring(1).split("/", 2)[0];
            return member.isEmpty() || posting.fact().shape().member(member) != null
                    ? posting.dataPointer() + pointer
                    : "/subject";
        }

        private static @Nullable String shortened(@Nullable String detail) {
            if (detail == null || detail.length() <= LONGEST_DETAIL) {
                return detail;
            }
            int end = Character.isHighSurrogate(detail.charAt(LONGEST_DETAIL - 2))
                    ? LONGEST_DETAIL - 2
                    : LONGEST_DETAIL - 1;
            return detail.substring(0, end) + '…';
        }

        private Verdict accepted(Loaded own, Decision.Happened<Object> happened, List<AppendItem.Claim> references) {
            Map<String, Loaded> moved = new LinkedHashMap<>();
            Map<String, List<AppendItem.NewEvent>> events = new LinkedHashMap<>();
            Map<String, Long> expected = new HashMap<>();
            List<AppendItem.DeadlineRow> deadlines = new ArrayList<>();
            List<AppendItem.NoticeRow> notices = new ArrayList<>();
            EventMetadata metadata = new EventMetadata(
                    posting.caller().actor(),
                    posting.agency(),
                    posting.key().source(),
                    posting.key().id(),
                    posting.correlation(),
                    posting.causation(),
                    posting.traceparent(),
                    posting.provenance().equals(Provenance.OPERATIONAL) ? null : posting.provenance());
            String kept = Compact.canonical(metadata);
            int made = 0;
            for (Object event : happened.events()) {
                if (++made % STRIDE == 0 && inTurn) {
                    Thread.yield(); // there are few carriers, and others need them for a moment
                }
                append(own, event, kept, moved, events, expected, deadlines, notices);
            }
            for (Decision.Elsewhere elsewhere : happened.elsewhere()) {
                Registered other = aggregates
                        .named(elsewhere.aggregate())
                        .orElseThrow(
                                () -> new IllegalStateException("No aggregate is called " + elsewhere.aggregate()));
                Loaded loaded =
                        other == aggregate && elsewhere.id().equals(own.id()) ? own : look(other, elsewhere.id());
                if (++made % STRIDE == 0 && inTurn) {
                    Thread.yield();
                }
                append(loaded, elsewhere.event(), kept, moved, events, expected, deadlines, notices);
            }
            if (events.isEmpty()) {
                throw new IllegalStateException(posting.fact().type() + " happened without an event");
            }
            List<AppendItem.Write> writes = new ArrayList<>();
            events.forEach((stream, news) ->
                    writes.add(new AppendItem.Write(stream, expected.getOrDefault(stream, 0L), List.copyOf(news))));
            guards.keySet().removeAll(events.keySet());
            List<AppendItem.Claim> claims = new ArrayList<>(references);
            claims.addAll(codes(moved, expected));
            return new Verdict.Accepted(
                    writes.getFirst().stream(),
                    writes,
                    List.copyOf(moved.values()),
                    guards,
                    claims,
                    deadlines,
                    notices,
                    isTold(own));
        }

        private void append(
                Loaded before,
                Object event,
                String metadata,
                Map<String, Loaded> moved,
                Map<String, List<AppendItem.NewEvent>> events,
                Map<String, Long> expected,
                List<AppendItem.DeadlineRow> deadlines,
                List<AppendItem.NoticeRow> notices) {
            String stream = before.stream();
            Loaded last = moved.getOrDefault(stream, before);
            expected.putIfAbsent(stream, before.version());
            Registered of = before.aggregate();
            UUID eventId = eventIds.get();
            String type = of.typeOfEvent(event);
            String data = Compact.canonical(event);
            Instant occurred = time();
            Instant known = posting.provenance().basis() == Basis.OPERATIONAL ? now : occurred;
            shown(of, before.id(), type, data);
            byte[] hash = HashChain.next(
                    last.hash(), stream, last.version() + 1, eventId, type, data, metadata, occurred, now, known);
            events.computeIfAbsent(stream, s -> new ArrayList<>())
                    .add(new AppendItem.NewEvent(eventId, type, data, metadata, occurred, now, known, hash));
            Object after = of.evolve(last.state(), event);
            moved.put(
                    stream,
                    new Loaded(
                            of,
                            before.id(),
                            last.version() + 1,
                            hash,
                            after,
                            last.weight() + data.length(),
                            last.synthetic() || posting.provenance().basis() == Basis.SYNTHETIC));
            for (Notice notice : of.notices(after, event)) {
                List<String> addressees = addressees(notice);
                if (!addressees.isEmpty()) {
                    notices.add(new AppendItem.NoticeRow(
                            addressees,
                            notice.kind().name(),
                            stream,
                            last.version() + 1,
                            type,
                            notice.part(),
                            posting.agency(),
                            now,
                            posting.provenance().basis() == Basis.SYNTHETIC));
                }
            }
            for (Deadline deadline : of.deadlines(event)) {
                deadlines.add(new AppendItem.DeadlineRow(
                        stream,
                        deadline.key(),
                        deadline.due(),
                        deadline.command() == null || deadline.due() == null ? null : said(deadline.command())));
            }
        }

        /**
         * What is stored is read for good: by whoever folds it, and by the relay, whose shard stops at what it cannot
         * publish. So an event is read back and published once before it is stored.
         */
        private void shown(Registered of, String otherId, String type, String data) {
            PublishedEvent published = of.publish(otherId, of.event(type, data));
            int length = published == null
                    ? data.length()
                    : Json.canonical(Publishing.data(published, posting.provenance()))
                            .length();
            if (Math.max(length, data.length()) > LONGEST) {
                throw new IllegalStateException("An event of " + type + " is longer than Kafka takes");
            }
        }

        /** Nobody is told of what it said itself. */
        private List<String> addressees(Notice notice) {
            return Stream.concat(
                            notice.agencies().stream().filter(each -> !each.equals(posting.agency())),
                            notice.roles().stream().map(Inbox::addressee))
                    .sorted()
                    .toList();
        }

        private String said(Object command) {
            ObjectNode row = Json.MAPPER.createObjectNode();
            row.put("type", aggregates.factOf(command).type());
            row.set("data", Compact.tree(command));
            return Json.canonical(row);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Instant time() {
            return posting.time() == null ? now : posting.time().truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public String agency() {
            return posting.agency();
        }

        @Override
        public String actor() {
            return posting.caller().actor();
        }

        @Override
        public Set<Role> roles() {
            return posting.roles();
        }

        @Override
        public Provenance provenance() {
            return posting.provenance();
        }

        @Override
        public <S> Optional<S> find(Class<S> type, String otherId) {
            Optional<Registered> other = aggregates.ofState(type);
            if (other.isEmpty()) {
                return reference(type, otherId);
            }
            Loaded loaded = look(other.get(), otherId);
            return loaded.version() == 0 ? Optional.empty() : Optional.of(type.cast(loaded.state()));
        }

        @Override
        public <S> Optional<S> hold(Class<S> type, String otherId) {
            aggregates.ofState(type).ifPresent(other -> {
                Loaded loaded = look(other, otherId);
                guards.putIfAbsent(loaded.stream(), loaded.version());
            });
            return find(type, otherId);
        }

        private <S> Optional<S> reference(Class<S> type, String code) {
            ReferenceSource<?> source = references.get(type);
            if (source == null) {
                throw new IllegalStateException("Nothing here knows of " + type.getName()
                        + ": it is neither the state of an aggregate nor the type of a ReferenceSource");
            }
            if (!source.inMemory() && !states.mayBlock()) {
                throw States.NotInMemory.SIGNAL;
            }
            return source.find(code).map(type::cast);
        }
    }

    /** Where a reference stands in what was posted: an attribute of an event, a member of a command. */
    private static String ofReference(Posting posting) {
        return posting.dataPointer().isEmpty() ? "/externalRef" : "/externalref";
    }

    /** Where a code stands in what was posted: of a command on what there would have to be already, in the path. */
    private static @Nullable String ofCode(Posting posting) {
        if (!posting.dataPointer().isEmpty()) {
            return "/subject";
        }
        return posting.fact().fact().begins() ? "/code" : null;
    }

    /** Why a posting is refused whose claim another stream holds. */
    static Problem taken(Posting posting, String claim, String holder) {
        return claim.indexOf(OF_A_CODE) < 0 || claim.indexOf('~') >= 0
                ? KernelRule.REFERENCE_TAKEN.problem(null, ofReference(posting))
                : KernelRule.CODE_TAKEN.problem(
                        "It is " + holder.substring(holder.indexOf('/') + 1) + ".", ofCode(posting));
    }

    /** Whether it is a code of {@link Ids#CODE}. */
    static boolean isCode(String written) {
        return CODE.matcher(written).matches();
    }
}
