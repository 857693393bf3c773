package nz.flagships.eventstore.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * What is registered in a service: every aggregate, and every fact that can be said. Checked when it is made, so that a
 * command or a read without roles, or two facts of one type, fail the start and the build.
 */
public final class Aggregates {
    private final String service;
    private final Map<String, Registered> byName = new LinkedHashMap<>();
    private final Map<Class<?>, Registered> byState = new HashMap<>();
    private final Map<String, FactType> byType = new LinkedHashMap<>();
    private final Map<Class<?>, FactType> byCommand = new HashMap<>();
    private final Map<String, Map<String, FactType>> byRoute = new HashMap<>();
    private final Map<String, FactType> beginners = new HashMap<>();

    /**
     * Registers.
     *
     * @param service {@code initiative} or {@code case}
     * @throws IllegalStateException saying what does not fit
     */
    public Aggregates(String service, Collection<? extends Aggregate<?, ?, ?>> all) {
        this.service = service;
        List<? extends Aggregate<?, ?, ?>> ordered = all.stream()
                .sorted(Comparator.<Aggregate<?, ?, ?>>comparingInt(Aggregate::order)
                        .thenComparing(Aggregate::name))
                .toList();
        for (Aggregate<?, ?, ?> aggregate : ordered) {
            register(new Registered(service, aggregate));
        }
    }

    private void register(Registered registered) {
        if (registered.aggregate().isPublicToRead()
                != registered.aggregate().readers().isEmpty()) {
            throw new IllegalStateException("It must be said who reads " + registered.name()
                    + ": either it is public to read, or by certain roles (readBy)");
        }
        unique(byName.put(registered.name(), registered), "Two aggregates are called " + registered.name());
        unique(
                byState.put(registered.aggregate().state(), registered),
                "Two aggregates have the state "
                        + registered.aggregate().state().getName());
        Map<String, FactType> routes = new LinkedHashMap<>();
        for (FactType fact : registered.facts()) {
            unique(byType.put(fact.type(), fact), "Two commands take in " + fact.type());
            unique(
                    routes.put(fact.route(), fact),
                    "Two commands of " + registered.name() + " have the route " + fact.route());
            byCommand.put(fact.command(), fact);
            if (fact.fact().begins()) {
                unique(
                        beginners.put(registered.name(), fact),
                        "Two commands of " + registered.name()
                                + " begin it; only one can have the collection as its route");
            }
        }
        byRoute.put(registered.name(), routes);
    }

    private static void unique(@Nullable Object before, String otherwise) {
        if (before != null) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** {@code initiative} or {@code case}. */
    public String service() {
        return service;
    }

    /** Every aggregate, in the order of the catalogue. */
    public List<Registered> all() {
        return List.copyOf(byName.values());
    }

    /** Every fact, in the order of the catalogue. */
    public List<FactType> facts() {
        return List.copyOf(byType.values());
    }

    /** The aggregate of a name. */
    public Optional<Registered> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The aggregate of a stream. */
    public Registered ofStream(String stream) {
        String name = stream.substring(0, Math.max(0, stream.indexOf('/')));
        return named(name).orElseThrow(() -> new IllegalStateException("No aggregate is called " + name));
    }

    /** The aggregate whose state has a class. */
    public Optional<Registered> ofState(Class<?> state) {
        return Optional.ofNullable(byState.get(state));
    }

    /** The fact of a full type. */
    public Optional<FactType> fact(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** The fact that a command record takes in. */
    public FactType factOf(Object command) {
        FactType fact = byCommand.get(command.getClass());
        if (fact == null) {
            throw new IllegalStateException(command.getClass().getName() + " is no command of this service");
        }
        return fact;
    }

    /** The fact of a route of an aggregate, {@code reach-milestone}. */
    public Optional<FactType> route(Registered aggregate, String route) {
        return Optional.ofNullable(
                byRoute.getOrDefault(aggregate.name(), Map.of()).get(route));
    }

    /** The roles of whoever may post anything here. */
    public Set<Role> posters() {
        Set<Role> posters = EnumSet.noneOf(Role.class);
        byType.values().forEach(fact -> posters.addAll(fact.allowed()));
        return posters;
    }

    /** By which roles it is read what became of a fact: whoever may post one, and those who look after all of it. */
    public Set<Role> readersOfFacts() {
        Set<Role> readers = posters();
        readers.addAll(Set.of(Role.AUDITOR, Role.OPERATOR));
        return readers;
    }

    /** By which roles an agency reads its inbox. */
    public Set<Role> readersOfInbox() {
        Set<Role> readers = EnumSet.noneOf(Role.class);
        byName.values()
                .forEach(aggregate -> readers.addAll(aggregate.aggregate().told()));
        return readers;
    }

    /** The fact whose route is the collection. */
    public Optional<FactType> beginning(Registered aggregate) {
        return Optional.ofNullable(beginners.get(aggregate.name()));
    }
}
