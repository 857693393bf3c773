package nz.flagships.initiative.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nz.flagships.events.Json;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.initiative.AllAggregates;
import org.jspecify.annotations.Nullable;

/** The aggregates of this service with nothing around them: posted facts are decided and folded in memory. */
final class InMemory {
    private final Map<String, Object> states = new HashMap<>();

    /** Decides a structured CloudEvent and keeps what happened; the refusal, or null. */
    @Nullable
    String post(ObjectNode event, String agency, @Nullable String person, Set<Role> roles, Instant now) {
        String[] type = event.get("type").asText().split("\\.", -1);
        String name = type[type.length - 2];
        for (Aggregate<?, ?, ?> aggregate : AllAggregates.ALL) {
            for (Class<?> command : records(aggregate.commands())) {
                if (command.getAnnotation(Fact.class).value().equals(name)) {
                    return decide(aggregate, command, event, agency, person == null ? "somebody" : person, roles, now);
                }
            }
        }
        return "There is no fact " + name;
    }

    /** The records of a sealed interface, also of the sealed interfaces in it. */
    private static List<Class<?>> records(Class<?> commands) {
        return commands.isRecord()
                ? List.of(commands)
                : Stream.of(commands.getPermittedSubclasses())
                        .flatMap(each -> records(each).stream())
                        .toList();
    }

    <S> Optional<S> find(Class<S> state, String id) {
        return AllAggregates.ALL.stream()
                .filter(each -> each.state() == state)
                .findFirst()
                .map(each -> state.cast(states.get(each.name() + "/" + id)));
    }

    @SuppressWarnings("unchecked")
    private <S, C, E> @Nullable String decide(
            Aggregate<S, C, E> aggregate,
            Class<?> command,
            ObjectNode event,
            String agency,
            String person,
            Set<Role> roles,
            Instant now) {
        try {
            ObjectNode data = ((ObjectNode) event.get("data")).deepCopy();
            Provenance provenance = data.has("provenance")
                    ? Json.MAPPER.treeToValue(data.remove("provenance"), Provenance.class)
                    : Provenance.OPERATIONAL;
            C posted = (C) Json.MAPPER.treeToValue(data, command);
            String id = event.get("subject").asText();
            S before = (S) states.getOrDefault(aggregate.name() + "/" + id, aggregate.empty());
            Context at = new At(id, now, Instant.parse(event.get("time").asText()), agency, person, roles, provenance);
            Decision<E> decision = aggregate.decide(before, posted, at);
            return switch (decision) {
                case Refused<E>(var rejection, var detail, var pointer) ->
                    rejection.code() + " " + rejection.title() + " " + detail + " " + pointer + " " + event;
                case Happened<E>(var events, var elsewhere) -> {
                    events.forEach(each -> fold(aggregate.name(), id, each));
                    for (Elsewhere other : elsewhere) {
                        fold(other.aggregate(), other.id(), other.event());
                    }
                    yield null;
                }
            };
        } catch (JsonProcessingException e) {
            return e.getOriginalMessage() + " " + event;
        }
    }

    private void fold(String name, String id, Object event) {
        AllAggregates.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .ifPresent(each -> evolve(each, id, event));
    }

    private <S, C, E> void evolve(Aggregate<S, C, E> aggregate, String id, Object event) {
        String stream = aggregate.name() + "/" + id;
        S before = aggregate.state().cast(states.getOrDefault(stream, aggregate.empty()));
        E happened = aggregate.events().cast(event);
        states.put(stream, aggregate.evolve(before, happened));
    }

    private final class At implements Context {
        private final String id;
        private final Instant now;
        private final Instant time;
        private final String agency;
        private final String person;
        private final Set<Role> roles;
        private final Provenance provenance;

        private At(
                String id,
                Instant now,
                Instant time,
                String agency,
                String person,
                Set<Role> roles,
                Provenance provenance) {
            this.id = id;
            this.now = now;
            this.time = time;
            this.agency = agency;
            this.person = person;
            this.roles = roles;
            this.provenance = provenance;
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
            return time;
        }

        @Override
        public String agency() {
            return agency;
        }

        @Override
        public String actor() {
            return person;
        }

        @Override
        public Set<Role> roles() {
            return roles;
        }

        @Override
        public Provenance provenance() {
            return provenance;
        }

        @Override
        public <T> Optional<T> find(Class<T> state, String other) {
            return InMemory.this.find(state, other);
        }

        @Override
        public <T> Optional<T> hold(Class<T> state, String other) {
            return find(state, other);
        }
    }
}
