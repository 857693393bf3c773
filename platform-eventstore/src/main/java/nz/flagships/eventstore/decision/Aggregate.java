package nz.flagships.eventstore.decision;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import nz.flagships.events.PublishedEvent;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/**
 * The registration of an aggregate: with it, and nothing else, it has its routes, its types in {@code POST /v1/events},
 * its schemas, its rows in the catalogue, its roles, its history and its place on Kafka. A service offers each as a CDI
 * bean of this type; the order in the catalogue is that of {@link #order}.
 *
 * @param <S> the folded state, a record that serialises to what {@code GET} answers
 * @param <C> the sealed interface of the commands
 * @param <E> the sealed interface of the events
 */
public final class Aggregate<S, C, E> {
    /** Who gives a new stream its id. */
    public enum Ids {
        /** The poster: a code of capital letters, digits, {@code -}, {@code _} (and {@code :} between two codes). */
        CODE,
        /** The service: a UUID version 7; the poster may add its own reference. */
        ASSIGNED
    }

    /** {@code decide(state, command, context)}: pure. */
    @FunctionalInterface
    public interface Decide<S, C, E> {
        /** What the command comes to. */
        Decision<E> decide(S state, C command, Context at);
    }

    /** Makes the public record of an event: pure, and the same bytes tomorrow. Null: the event stays private. */
    @FunctionalInterface
    public interface Publish<E> {
        /** @param id the id of the aggregate, after the slash */
        @Nullable
        PublishedEvent publish(String id, E event);
    }

    /** Whom an event concerns: pure. */
    @FunctionalInterface
    public interface Tell<S, E> {
        /** @param now the state after the event */
        List<Notice> tell(S now, E event);
    }

    private final String name;
    private final String collection;
    private final int order;
    private final Ids ids;
    private final Class<S> state;
    private final Class<C> commands;
    private final Class<E> events;
    private final S empty;
    private final Decide<S, C, E> decide;
    private final BiFunction<S, E, S> evolve;
    private final Publish<E> publish;
    private final BiPredicate<S, Viewer> visible;
    private final BiPredicate<S, Viewer> addressable;
    private final @Nullable BiPredicate<S, Viewer> insider;
    private final Function<E, List<Deadline>> deadlines;
    private final boolean publicToRead;
    private final @Nullable Protection<S> protection;
    private final boolean forParties;
    private final Set<Role> readers;
    private final Tell<S, E> tell;
    private final Set<Role> told;

    private Aggregate(Builder<S, C, E> b) {
        this.name = b.name;
        this.collection = b.collection;
        this.order = b.order;
        this.ids = b.ids;
        this.state = b.state;
        this.commands = b.commands;
        this.events = b.events;
        this.empty = b.empty;
        this.decide = b.decide;
        this.evolve = b.evolve;
        this.publish = b.publish;
        this.visible = b.visible;
        this.addressable = b.addressable == null ? b.visible : b.addressable;
        this.insider = b.insider;
        this.deadlines = b.deadlines;
        this.publicToRead = b.publicToRead;
        this.protection = b.protection;
        this.forParties = b.forParties;
        this.readers = Set.copyOf(b.readers);
        this.tell = b.tell;
        this.told = Set.copyOf(b.told);
    }

    /**
     * Begins a registration.
     *
     * @param name the first part of the stream, {@code initiative}
     * @param collection the path, {@code initiatives}
     * @param order its place in the catalogue: what others refer to comes first
     */
    public static <S, C, E> Builder<S, C, E> of(
            String name,
            String collection,
            int order,
            S empty,
            Class<C> commands,
            Class<E> events,
            Decide<S, C, E> decide,
            BiFunction<S, E, S> evolve,
            Publish<E> publish) {
        return new Builder<>(name, collection, order, empty, commands, events, decide, evolve, publish);
    }

    public String name() {
        return name;
    }

    public String collection() {
        return collection;
    }

    public int order() {
        return order;
    }

    public Ids ids() {
        return ids;
    }

    public Class<S> state() {
        return state;
    }

    public Class<C> commands() {
        return commands;
    }

    public Class<E> events() {
        return events;
    }

    /** The state before the first event. */
    public S empty() {
        return empty;
    }

    public Decision<E> decide(S current, C command, Context at) {
        return decide.decide(current, command, at);
    }

    public S evolve(S current, E event) {
        return evolve.apply(current, event);
    }

    public @Nullable PublishedEvent publish(String id, E event) {
        return publish.publish(id, event);
    }

    /** Whether the viewer may know that it exists; whoever may not gets 404 on reads. */
    public boolean visible(S current, Viewer viewer) {
        return visible.test(current, viewer);
    }

    /** Whether the viewer reads all of what happened to it, where anybody reads what is published of it. */
    public boolean insider(S current, Viewer viewer) {
        return insider != null && insider.test(current, viewer);
    }

    /** Whether there can be any such viewer. */
    public boolean hasInsiders() {
        return insider != null;
    }

    /** Whether the viewer may say something of it; whoever may not gets 404 on commands. As {@link #visible}, unless said. */
    public boolean addressable(S current, Viewer viewer) {
        return addressable.test(current, viewer);
    }

    /** The deadlines an event sets and clears. */
    public List<Deadline> deadlines(E event) {
        return deadlines.apply(event);
    }

    /** Whether its state and history may be read without a token. */
    public boolean isPublicToRead() {
        return publicToRead;
    }

    /** What is kept from some of those who may read it; null where nothing is. */
    public @Nullable Protection<S> protection() {
        return protection;
    }

    /** Whom an event concerns besides who said it. */
    public List<Notice> notices(S now, E event) {
        return tell.tell(now, event);
    }

    /** By which roles an agency reads in its inbox what concerns it. */
    public Set<Role> told() {
        return told;
    }

    /** By which roles its state is read, where not anybody may. */
    public Set<Role> readers() {
        return readers;
    }

    /** By which roles its history is read, where not anybody may: besides, whoever reads the audit. */
    public Set<Role> readersOfHistory() {
        Set<Role> all = EnumSet.copyOf(readers.isEmpty() ? EnumSet.noneOf(Role.class) : readers);
        if (!publicToRead) {
            all.add(Role.AUDITOR);
        }
        return all;
    }

    /**
     * Whether only agencies it concerns may know that one exists: the table {@code party} says which, and is asked before
     * anything of it is read.
     */
    public boolean isForParties() {
        return forParties;
    }

    /** What may be said besides what must. */
    public static final class Builder<S, C, E> {
        private final String name;
        private final String collection;
        private final int order;
        private final S empty;
        private final Class<S> state;
        private final Class<C> commands;
        private final Class<E> events;
        private final Decide<S, C, E> decide;
        private final BiFunction<S, E, S> evolve;
        private final Publish<E> publish;
        private Ids ids = Ids.CODE;
        private BiPredicate<S, Viewer> visible = (s, v) -> true;
        private @Nullable BiPredicate<S, Viewer> addressable;
        private @Nullable BiPredicate<S, Viewer> insider;
        private Function<E, List<Deadline>> deadlines = e -> List.of();
        private boolean publicToRead;
        private @Nullable Protection<S> protection;
        private boolean forParties;
        private Set<Role> readers = Set.of();
        private Tell<S, E> tell = (s, e) -> List.of();
        private Set<Role> told = Set.of();

        @SuppressWarnings("unchecked") // the class of a record's instance is the record
        private Builder(
                String name,
                String collection,
                int order,
                S empty,
                Class<C> commands,
                Class<E> events,
                Decide<S, C, E> decide,
                BiFunction<S, E, S> evolve,
                Publish<E> publish) {
            this.name = name;
            this.collection = collection;
            this.order = order;
            this.empty = empty;
            this.state = (Class<S>) empty.getClass();
            this.commands = commands;
            this.events = events;
            this.decide = decide;
            this.evolve = evolve;
            this.publish = publish;
        }

        /** The service assigns the ids. */
        public Builder<S, C, E> assignsIds() {
            this.ids = Ids.ASSIGNED;
            return this;
        }

        /**
         * Who may know that one exists. A migration of the service has the rows of {@code party_rule} that say by which events
         * an agency comes to be among those it concerns, and no longer.
         */
        public Builder<S, C, E> visibleTo(BiPredicate<S, Viewer> may) {
            this.visible = may;
            this.forParties = true;
            return this;
        }

        /** Who may say something of it, where that is not the same: an agency that may join what it does not see yet. */
        public Builder<S, C, E> addressableBy(BiPredicate<S, Viewer> may) {
            this.addressable = may;
            return this;
        }

        /**
         * Who reads all of what happened to it, the words that are not published too, where anybody reads what is. Such
         * answers are kept by nobody on the way.
         */
        public Builder<S, C, E> toldInFullTo(BiPredicate<S, Viewer> may) {
            this.insider = may;
            return this;
        }

        /** What the clock has to say, and when. */
        public Builder<S, C, E> deadlines(Function<E, List<Deadline>> of) {
            this.deadlines = of;
            return this;
        }

        /** Not everybody who may read it sees all of it. */
        public Builder<S, C, E> protectedBy(Protection<S> by) {
            this.protection = by;
            return this;
        }

        /**
         * Whom an event concerns besides who said it; they find it in their inbox.
         *
         * @param roles by which an agency reads its inbox
         */
        public Builder<S, C, E> tells(Tell<S, E> of, Role... roles) {
            this.tell = of;
            this.told = Set.of(roles);
            return this;
        }

        /** By which roles an agency reads what it may see. Either this is said, or {@link #publicToRead}. */
        public Builder<S, C, E> readBy(Role... roles) {
            this.readers = Set.of(roles);
            return this;
        }

        /** Anybody may read it. */
        public Builder<S, C, E> publicToRead() {
            this.publicToRead = true;
            return this;
        }

        public Aggregate<S, C, E> build() {
            return new Aggregate<>(this);
        }
    }
}
