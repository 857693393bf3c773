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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import nz.flagships.events.Basis;
import nz.flagships.events.Json;
import nz.flagships.events.Problem;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate.Ids;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.ReferenceSource;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.store.AppendItem;
import nz.flagships.eventstore.store.EventMetadata;
import nz.flagships.eventstore.store.HashChain;
import nz.flagships.rest.ProblemException;
import nz.flagships.rest.RequestRule;
import org.jspecify.annotations.Nullable;

/**
 * From a posting to what would be appended: who may, on which aggregate, on what provenance, what the decider says, and
 * the events with their hashes. Reads through {@link States} only, and stores nothing.
 */
final class Deciding {
    private static final Pattern CODE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}(:[A-Za-z0-9][A-Za-z0-9_.-]{0,62}){0,3}");
    private static final Pattern OURS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern REFERENCE = Pattern.compile("[^~\\p{Cntrl}]{1,200}");
    private static final Pattern ANOTHERS_REFERENCE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,62}~[^~\\p{Cntrl}]{1,200}");
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Aggregates aggregates;
    private final Map<Class<?>, ReferenceSource<?>> references = new HashMap<>();
    private final Supplier<UUID> ids;

    Deciding(Aggregates aggregates, Collection<? extends ReferenceSource<?>> references, Supplier<UUID> ids) {
        this.aggregates = aggregates;
        this.ids = ids;
        for (ReferenceSource<?> source : references) {
            this.references.put(source.type(), source);
        }
    }

    /**
     * Decides.
     *
     * @throws States.NotInMemory where it needs what only PostgreSQL has
     */
    Verdict decide(Posting posting, States states, Instant clock) {
        // What PostgreSQL keeps of an instant; else the hash would cover more than is stored.
        Instant now = clock.truncatedTo(ChronoUnit.MICROS);
        Attempt attempt = new Attempt(posting, states, now);
        try {
            return attempt.decide();
        } catch (ProblemException e) {
            return new Verdict.Refused(e.problem(), attempt.lookedAt);
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
        private final Map<String, Long> lookedAt = new HashMap<>();
        // What was looked at once stays as it was seen: else a decision could rest on one version and be held to
        // another.
        private final Map<String, Loaded> seen = new HashMap<>();
        private final Map<String, Long> guards = new LinkedHashMap<>();
        private String id = "";

        Attempt(Posting posting, States states, Instant now) {
            this.posting = posting;
            this.aggregate = posting.fact().aggregate();
            this.states = states;
            this.now = now;
        }

        Verdict decide() {
            if (!posting.system()) {
                allowed();
            }
            if (posting.time() != null && posting.time().isAfter(now.plus(CLOCK_SKEW))) {
                throw refuse(KernelRule.IN_THE_FUTURE, null, "/time");
            }
            AppendItem.Claim claim = null;
            Loaded own;
            boolean begins = posting.fact().fact().begins();
            if (aggregate.aggregate().ids() == Ids.CODE) {
                own = known();
            } else if (begins) {
                own = fresh();
                claim = claim(own);
            } else {
                own = resolved();
            }
            id = own.id();
            if (own.version() > 0 && !posting.system() && !aggregate.addressable(own.state(), posting.caller())) {
                throw refuse(KernelRule.NOT_FOUND, null, null);
            }
            if (posting.ifMatch() != null && posting.ifMatch() != own.version()) {
                throw refuse(KernelRule.STALE, met(own), null);
            }
            provenanceHolds();
            return switch (aggregate.decide(own.state(), posting.command(), this)) {
                case Decision.Refused<Object>(var rejection, var detail, var pointer) ->
                    new Verdict.Refused(problem(rejection, detail == null ? met(own) : detail, pointer), lookedAt);
                case Decision.Happened<Object> happened -> accepted(own, happened, claim);
            };
        }

        /** The state that was met, for a rule that has nothing better to say of it. */
        private @Nullable String met(Loaded own) {
            if (own.version() > 0) {
                return own.stream() + " stands at version " + own.version() + ".";
            }
            return aggregate.aggregate().ids() == Ids.CODE ? "There is nothing under " + own.stream() + " yet." : null;
        }

        private void allowed() {
            for (Role role : posting.fact().allowed()) {
                if (posting.roles().contains(role)) {
                    return;
                }
            }
            throw new ProblemException(RequestRule.NOT_ALLOWED.problem("It takes one of: "
                    + String.join(
                            ", ",
                            posting.fact().allowed().stream()
                                    .map(Role::claim)
                                    .sorted()
                                    .toList())));
        }

        private Loaded known() {
            if (posting.externalRef() != null) {
                throw refuse(KernelRule.NO_REFERENCE_HERE, null, "/externalref");
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

        private Loaded fresh() {
            if (posting.subject() != null) {
                throw refuse(KernelRule.ID_IS_ASSIGNED, null, "/subject");
            }
            return Loaded.empty(aggregate, ids.get().toString());
        }

        private AppendItem.@Nullable Claim claim(Loaded own) {
            String reference = posting.externalRef();
            if (reference == null) {
                return null;
            }
            if (!REFERENCE.matcher(reference).matches()) {
                throw refuse(KernelRule.BAD_ID, null, "/externalref");
            }
            String claim = aggregate.name() + "~" + posting.agency() + "~" + reference;
            if (states.isTaken(claim)) {
                throw refuse(KernelRule.REFERENCE_TAKEN, null, "/externalref");
            }
            return new AppendItem.Claim(claim, own.stream());
        }

        private Loaded resolved() {
            if (posting.externalRef() != null) {
                throw refuse(KernelRule.NO_REFERENCE_HERE, null, "/externalref");
            }
            String subject = subject();
            Optional<String> ours = assigned(aggregate, subject, posting.agency(), states);
            Loaded own = ours.isEmpty() ? Loaded.empty(aggregate, subject) : look(states.state(aggregate, ours.get()));
            if (own.version() == 0) {
                throw refuse(KernelRule.NOT_FOUND, null, null);
            }
            return own;
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
            if (provenance.basis() != Basis.OPERATIONAL
                    && !posting.roles().contains(Role.STEWARD)
                    && !posting.system()) {
                throw refuse(KernelRule.ONLY_STEWARDS, null, at + "/basis");
            }
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
                    detail,
                    pointer == null ? null : posting.dataPointer() + pointer,
                    rejection.mend());
            return rejection.kind() == Rejection.Kind.UNKNOWN_REFERENCE ? problem.retryAfter(1) : problem;
        }

        private Verdict accepted(Loaded own, Decision.Happened<Object> happened, AppendItem.@Nullable Claim claim) {
            Map<String, Loaded> moved = new LinkedHashMap<>();
            Map<String, List<AppendItem.NewEvent>> events = new LinkedHashMap<>();
            Map<String, Long> expected = new HashMap<>();
            List<AppendItem.DeadlineRow> deadlines = new ArrayList<>();
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
            for (Object event : happened.events()) {
                append(own, event, kept, moved, events, expected, deadlines);
            }
            for (Decision.Elsewhere elsewhere : happened.elsewhere()) {
                Registered other = aggregates
                        .named(elsewhere.aggregate())
                        .orElseThrow(
                                () -> new IllegalStateException("No aggregate is called " + elsewhere.aggregate()));
                Loaded loaded =
                        other == aggregate && elsewhere.id().equals(own.id()) ? own : look(other, elsewhere.id());
                append(loaded, elsewhere.event(), kept, moved, events, expected, deadlines);
            }
            if (events.isEmpty()) {
                throw new IllegalStateException(posting.fact().type() + " happened without an event");
            }
            List<AppendItem.Write> writes = new ArrayList<>();
            events.forEach((stream, news) ->
                    writes.add(new AppendItem.Write(stream, expected.getOrDefault(stream, 0L), List.copyOf(news))));
            guards.keySet().removeAll(events.keySet());
            return new Verdict.Accepted(
                    writes.getFirst().stream(), writes, List.copyOf(moved.values()), guards, claim, deadlines);
        }

        private void append(
                Loaded before,
                Object event,
                String metadata,
                Map<String, Loaded> moved,
                Map<String, List<AppendItem.NewEvent>> events,
                Map<String, Long> expected,
                List<AppendItem.DeadlineRow> deadlines) {
            String stream = before.stream();
            Loaded last = moved.getOrDefault(stream, before);
            expected.putIfAbsent(stream, before.version());
            Registered of = before.aggregate();
            UUID eventId = ids.get();
            String type = of.typeOfEvent(event);
            String data = Compact.canonical(event);
            Instant occurred = time();
            Instant known = posting.provenance().basis() == Basis.OPERATIONAL ? now : occurred;
            byte[] hash = HashChain.next(
                    last.hash(), stream, last.version() + 1, eventId, type, data, metadata, occurred, now, known);
            events.computeIfAbsent(stream, s -> new ArrayList<>())
                    .add(new AppendItem.NewEvent(eventId, type, data, metadata, occurred, now, known, hash));
            moved.put(stream, new Loaded(of, before.id(), last.version() + 1, hash, of.evolve(last.state(), event)));
            for (Deadline deadline : of.deadlines(event)) {
                deadlines.add(new AppendItem.DeadlineRow(
                        stream,
                        deadline.key(),
                        deadline.due(),
                        deadline.command() == null || deadline.due() == null ? null : said(deadline.command())));
            }
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

    /**
     * Finds the id of an aggregate whose ids the service assigns: the id itself, the agency's own reference, or
     * another's as {@code AGENCY~reference}.
     */
    static Optional<String> assigned(Registered aggregate, String written, String agency, States states) {
        if (OURS.matcher(written).matches()) {
            return Optional.of(written);
        }
        String reference = ANOTHERS_REFERENCE.matcher(written).matches() ? written : agency + "~" + written;
        return states.claimed(aggregate.name() + "~" + reference).map(s -> s.substring(s.indexOf('/') + 1));
    }

    /** Whether it is a code of {@link Ids#CODE}. */
    static boolean isCode(String written) {
        return CODE.matcher(written).matches();
    }
}
