package nz.flagships.eventstore.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import nz.flagships.events.Json;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.store.AppendResult;
import nz.flagships.eventstore.store.EventStore;
import nz.flagships.eventstore.testing.InMemoryEventStore;
import nz.flagships.eventstore.widget.Orders;
import nz.flagships.eventstore.widget.Widgets;
import nz.flagships.rest.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is hidden from an agency and what is not there are the same to it: not by a clock, which tells little on a busy machine,
 * but by what the store is asked, which is the same to the letter.
 */
class HiddenTest {
    private static final Aggregates AGGREGATES =
            new Aggregates("initiative", List.of(Widgets.AGGREGATE, Orders.AGGREGATE));
    private static final Registered ORDERS = AGGREGATES.named("order").orElseThrow();
    private static final Caller POLICE =
            new Caller("POLICE", "somebody", Set.of(Role.STEWARD, Role.AGENCY_SYSTEM, Role.CASE_WORKER));
    private static final Caller JUSTICE = new Caller("JUSTICE", "somebody", Set.of(Role.CASE_WORKER));

    private final InMemoryEventStore kept = new InMemoryEventStore();
    private final List<String> asked = new ArrayList<>();
    private final EventStore store = listening();

    private String hidden = "";
    private @Nullable CompletableFuture<AppendResult> slow;

    @BeforeEach
    void anOrderOfThePolice() {
        CommandHandler handler = handler();
        ObjectNode widget = event("WidgetDefined", "A");
        widget.putObject("data").put("name", "Widget").put("weight", 5);
        assertThat(handle(handler, widget, POLICE)).isInstanceOf(Outcome.Stored.class);
        ObjectNode order = event("OrderPlaced", null);
        order.put("externalref", "2014/117");
        order.putObject("data").put("widget", "A");
        hidden = ((Outcome.Stored) handle(handler, order, POLICE)).stream().substring("order/".length());
    }

    @Test
    void readingWhatIsHiddenAsksWhatReadingNothingAsks() {
        sameFor((handler, written) -> assertThat(handler.cache()
                        .visible(
                                ORDERS,
                                Named.of(ORDERS, written, "JUSTICE"),
                                new Viewer("JUSTICE", "somebody", JUSTICE.roles())))
                .isEmpty());
    }

    @Test
    void aCommandOnWhatIsHiddenAsksWhatACommandOnNothingAsks() {
        sameFor((handler, written) -> notThere(handle(handler, shipped(written), JUSTICE)));
    }

    @Test
    void aDryRunAndALineOfABatchDoSoToo() {
        sameFor((handler, written) -> notThere(new BatchHandler(handler)
                .dryRun()
                .chunk(List.of(line(shipped(written))))
                .getFirst()));
        sameFor((handler, written) -> notThere(
                new BatchHandler(handler).chunk(List.of(line(shipped(written)))).getFirst()));
    }

    /** Else one agency would see that another is at work on what it must not know, and could keep it waiting. */
    @Test
    void nobodyStandsInOneLineWithWhatIsHidden() {
        // given the police at work on their order, and a store that takes its time
        CompletableFuture<AppendResult> commit = new CompletableFuture<>();
        slow = commit;
        CommandHandler handler = handler();
        CompletionStage<Outcome> police =
                handler.handle(new Postings(AGGREGATES).event(shipped("2014/117"), POLICE, null));
        CompletionStage<Outcome> second =
                handler.handle(new Postings(AGGREGATES).event(shipped("2014/117"), POLICE, null));

        // when somebody else spells what he says it of like that
        CompletionStage<Outcome> other =
                handler.handle(new Postings(AGGREGATES).event(shipped("2014/117"), JUSTICE, null));

        // then he is answered, and the police's second goes after their first
        assertThat(other.toCompletableFuture()).isCompleted();
        notThere(other.toCompletableFuture().join());
        assertThat(police.toCompletableFuture()).isNotCompleted();
        assertThat(second.toCompletableFuture()).isNotCompleted();
    }

    private interface Attempt {
        void by(CommandHandler handler, String written);
    }

    /** On a service that has just been started, and on one that has the hidden order in memory. */
    private void sameFor(Attempt attempt) {
        for (boolean warm : List.of(false, true)) {
            CommandHandler handler = handler();
            if (warm) {
                handler.cache().current(ORDERS, hidden);
            }
            Map<String, List<String>> by = new LinkedHashMap<>();
            for (String written : List.of(
                    hidden,
                    UUID.randomUUID().toString(),
                    "POLICE~2014/117",
                    "POLICE~2014/118",
                    "2014/117",
                    "2014/118")) {
                asked.clear();
                attempt.by(handler, written);
                by.put(written, List.copyOf(asked));
            }
            List<String> one = by.get("2014/118");
            assertThat(one).isNotEmpty().doesNotContain("read");
            assertThat(by.values()).allSatisfy(each -> assertThat(each).isEqualTo(one));
        }
    }

    private static void notThere(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.problem().code()).isEqualTo("EVT-013");
            assertThat(rejected.problem().detail()).isNull();
        });
    }

    private static ObjectNode shipped(String written) {
        ObjectNode event = event("OrderShipped", written);
        event.putObject("data");
        return event;
    }

    private static Outcome handle(CommandHandler handler, ObjectNode event, Caller caller) {
        return handler.handle(new Postings(AGGREGATES).event(event, caller, null))
                .toCompletableFuture()
                .join();
    }

    private static BatchHandler.Line line(ObjectNode event) {
        return new BatchHandler.Line(new Postings(AGGREGATES).event(event, JUSTICE, null), null);
    }

    private static ObjectNode event(String name, @Nullable String subject) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tests")
                .put("type", "nz.flagships.initiative." + name + ".v1");
        if (subject != null) {
            event.put("subject", subject);
        }
        return event;
    }

    private CommandHandler handler() {
        return new CommandHandler(
                AGGREGATES, store, List.of(), Runnable::run, Clock.systemUTC(), UuidCreator::getTimeOrderedEpoch, 1000);
    }

    /** Writes down what it is asked, with how many; and lets in only the police, as the table of parties does. */
    private EventStore listening() {
        return (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    String what = method.getName();
                    if (arguments[0] instanceof Collection<?> some) {
                        what += " " + some.size();
                    }
                    asked.add(what);
                    if (what.equals("append") && slow != null) {
                        return slow;
                    }
                    if (what.equals("meant") && "JUSTICE".equals(arguments[0])) {
                        return List.of();
                    }
                    try {
                        return method.invoke(kept, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
