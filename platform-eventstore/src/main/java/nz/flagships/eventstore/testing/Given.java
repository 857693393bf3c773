package nz.flagships.eventstore.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Given / when / then for a decider, without servers.
 *
 * <pre>{@code
 * given(Initiatives.AGGREGATE)
 *     .on("PK-ALCOHOL", proposed, approved)
 *     .knowing(Region.class, "PAPAKURA", papakura)
 *     .at("2014-07-01T00:00:00Z").by("POLICE", Role.INITIATIVE_LEAD)
 *     .when(new ReachMilestone("M1", LocalDate.parse("2014-06-30")))
 *     .then(new InitiativeMilestoneReached("M1", LocalDate.parse("2014-06-30"), 0));
 * }</pre>
 *
 * @param <S> the state
 * @param <C> the commands
 * @param <E> the events
 */
public final class Given<S, C, E> {
    private final Aggregate<S, C, E> aggregate;
    private final Map<String, Object> known = new HashMap<>();
    private String id = "EXAMPLE";
    private S state;
    private Instant now = Instant.parse("2014-07-01T00:00:00Z");
    private @Nullable Instant time;
    private String agency = "EXAMPLE-AGENCY";
    private String actor = "somebody";
    private Set<Role> roles = EnumSet.allOf(Role.class);
    private Provenance provenance = Provenance.OPERATIONAL;

    private Given(Aggregate<S, C, E> aggregate) {
        this.aggregate = aggregate;
        this.state = aggregate.empty();
    }

    /** Begins with a stream that has no events yet. */
    public static <S, C, E> Given<S, C, E> given(Aggregate<S, C, E> aggregate) {
        return new Given<>(aggregate);
    }

    /** What happened before, on the stream of this id. */
    @SafeVarargs
    public final Given<S, C, E> on(String streamId, E... events) {
        id = streamId;
        for (E event : events) {
            state = aggregate.evolve(state, event);
        }
        return this;
    }

    /** What another aggregate has come to, or what another service published. */
    public <T> Given<S, C, E> knowing(Class<T> type, String otherId, T other) {
        known.put(type.getName() + '/' + otherId, other);
        return this;
    }

    /** What happened to another aggregate of this service. */
    @SafeVarargs
    public final <T, F> Given<S, C, E> knowing(Aggregate<T, ?, F> other, String otherId, F... events) {
        T folded = other.empty();
        for (F event : events) {
            folded = other.evolve(folded, event);
        }
        return knowing(other.state(), otherId, folded);
    }

    /** When it is posted and recorded; by default 2014-07-01T00:00:00Z. */
    public Given<S, C, E> at(String instant) {
        return at(Instant.parse(instant));
    }

    /** When it is posted and recorded. */
    public Given<S, C, E> at(Instant instant) {
        now = instant;
        return this;
    }

    /** When its source made it known, where that is not the moment it is recorded. */
    public Given<S, C, E> madeKnown(Instant instant) {
        time = instant;
        return this;
    }

    /** Which agency says so, in these roles; by default EXAMPLE-AGENCY in every role. */
    public Given<S, C, E> by(String code, Role... as) {
        agency = code;
        roles = as.length == 0 ? EnumSet.allOf(Role.class) : EnumSet.copyOf(Arrays.asList(as));
        return this;
    }

    /** Which person or client says so. */
    public Given<S, C, E> person(String name) {
        actor = name;
        return this;
    }

    /** What the fact rests on; by default operational. */
    public Given<S, C, E> provenance(Provenance of) {
        provenance = of;
        return this;
    }

    /** Decides. */
    public Then<S, E> when(C command) {
        return new Then<>(aggregate, id, state, aggregate.decide(state, command, new Told()));
    }

    /**
     * What the command came to.
     *
     * @param <S> the state
     * @param <E> the events
     */
    public static final class Then<S, E> {
        private final Aggregate<S, ?, E> aggregate;
        private final String id;
        private final S before;
        private final Decision<E> decision;

        private Then(Aggregate<S, ?, E> aggregate, String id, S before, Decision<E> decision) {
            this.aggregate = aggregate;
            this.id = id;
            this.before = before;
            this.decision = decision;
        }

        /** Exactly these events, in this order, on its own stream. */
        @SafeVarargs
        public final Then<S, E> then(E... events) {
            same(Arrays.asList(events), new ArrayList<Object>(happened().events()));
            return this;
        }

        /** Exactly these events on other streams. */
        public Then<S, E> thenElsewhere(Elsewhere... events) {
            same(Arrays.asList(events), new ArrayList<Object>(happened().elsewhere()));
            return this;
        }

        /** Refused by this rule. */
        public Then<S, E> thenRefused(Rejection rejection) {
            switch (decision) {
                case Happened<E>(var events, var elsewhere) ->
                    throw new AssertionError(
                            "Expected a refusal by " + rejection.code() + ", but it happened: " + events + elsewhere);
                case Refused<E>(var by, var detail, var pointer) -> {
                    if (by != rejection) {
                        throw new AssertionError("Expected a refusal by " + rejection.code() + ", but it was "
                                + by.code() + " " + by.title() + " " + Objects.toString(detail, "") + " "
                                + Objects.toString(pointer, ""));
                    }
                }
            }
            return this;
        }

        /** The state afterwards, for a test to look at. */
        public S state() {
            S after = before;
            for (E event : happened().events()) {
                after = aggregate.evolve(after, event);
            }
            return after;
        }

        /** The public records of its events, null for a private one. */
        public List<@Nullable Object> published() {
            List<@Nullable Object> all = new ArrayList<>();
            for (E event : happened().events()) {
                all.add(aggregate.publish(id, event));
            }
            return all;
        }

        /** The decision itself, for a test to look at. */
        public Decision<E> decision() {
            return decision;
        }

        private Happened<E> happened() {
            return switch (decision) {
                case Happened<E> happened -> happened;
                case Refused<E>(var by, var detail, var pointer) ->
                    throw new AssertionError("Expected that it happens, but it was refused: " + by.code() + " "
                            + by.title() + " " + Objects.toString(detail, "") + " " + Objects.toString(pointer, ""));
            };
        }

        private static void same(List<?> expected, List<?> actual) {
            if (!expected.equals(actual)) {
                throw new AssertionError("Expected\n  " + expected + "\nbut was\n  " + actual);
            }
        }
    }

    private final class Told implements Context {
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
            return time == null ? now : time;
        }

        @Override
        public String agency() {
            return agency;
        }

        @Override
        public String actor() {
            return actor;
        }

        @Override
        public Set<Role> roles() {
            return Set.copyOf(roles);
        }

        @Override
        public Provenance provenance() {
            return provenance;
        }

        @Override
        public <T> Optional<T> find(Class<T> type, String otherId) {
            return Optional.ofNullable(type.cast(known.get(type.getName() + '/' + otherId)));
        }

        @Override
        public <T> Optional<T> hold(Class<T> type, String otherId) {
            return find(type, otherId);
        }
    }
}
