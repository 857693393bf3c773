package nz.flagships.eventstore.widget;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Deadline;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Rejection;
import nz.flagships.eventstore.widget.WidgetCommand.DefineWidget;
import nz.flagships.eventstore.widget.WidgetCommand.JoinWidgets;
import nz.flagships.eventstore.widget.WidgetCommand.PaintWidget;
import nz.flagships.eventstore.widget.WidgetCommand.WearOut;
import nz.flagships.eventstore.widget.WidgetEvent.WidgetDefined;
import nz.flagships.eventstore.widget.WidgetEvent.WidgetPainted;
import nz.flagships.eventstore.widget.WidgetEvent.WidgetUsedAsPart;
import nz.flagships.eventstore.widget.WidgetEvent.WidgetWornOut;
import nz.flagships.eventstore.widget.WidgetEvent.WidgetsJoined;
import org.jspecify.annotations.Nullable;

/** The invented aggregate. */
public final class Widgets {
    enum No implements Rejection {
        DEFINED("WID-001", Kind.CONFLICT),
        UNKNOWN("WID-002", Kind.NOT_FOUND),
        NO_OTHER("WID-003", Kind.UNKNOWN_REFERENCE),
        DRY("WID-004", Kind.CONFLICT),
        JOINED("WID-005", Kind.CONFLICT),
        WORN_OUT("WID-006", Kind.CONFLICT),
        NOT_YET("WID-007", Kind.NOT_YET);

        private final Rule rule;

        No(String code, Kind kind) {
            this.rule = new Rule(code, kind, "Rule " + code, "Do otherwise.");
        }

        @Override
        public Rule rule() {
            return rule;
        }
    }

    /** How long a widget lasts; short where a test wants to see the end of it. */
    public static final AtomicReference<Duration> LASTS = new AtomicReference<>(Duration.ofDays(365));

    /** What is thrown where a widget of a name is decided on, folded, published or given a deadline. */
    public static final Map<String, Runnable> BROKEN = new ConcurrentHashMap<>();

    private static final int MOST_COATS = 100;

    public static final Aggregate<Widget, WidgetCommand, WidgetEvent> AGGREGATE = Aggregate.of(
                    "widget",
                    "widgets",
                    10,
                    Widget.EMPTY,
                    WidgetCommand.class,
                    WidgetEvent.class,
                    Widgets::decide,
                    Widgets::evolve,
                    Widgets::publish)
            .publicToRead()
            .deadlines(Widgets::deadlines)
            .build();

    private Widgets() {}

    @Produces
    @Singleton
    static Aggregate<Widget, WidgetCommand, WidgetEvent> aggregate() {
        return AGGREGATE;
    }

    static Decision<WidgetEvent> decide(Widget now, WidgetCommand command, Context at) {
        if (!(command instanceof DefineWidget) && !now.exists()) {
            return Decision.refused(No.UNKNOWN);
        }
        if (command instanceof DefineWidget(var name, var w, var l, var m, var p, var u, var c, var on, var f)) {
            BROKEN.getOrDefault(name, () -> {}).run();
        }
        return switch (command) {
            case DefineWidget c ->
                now.exists()
                        ? Decision.refused(No.DEFINED)
                        : Decision.happened(new WidgetDefined(
                                c.name(), c.weight(), c.colour(), c.uses() == null ? List.of() : c.uses()));
            case PaintWidget(var colour) ->
                now.coats() >= MOST_COATS
                        ? Decision.<WidgetEvent>refused(No.DRY).at("/colour")
                        : Decision.happened(new WidgetPainted(colour));
            case JoinWidgets(var to) -> {
                Optional<Widget> other = at.hold(Widget.class, to);
                if (other.isEmpty()) {
                    yield Decision.<WidgetEvent>refused(No.NO_OTHER).at("/to");
                }
                yield now.joinedTo() != null || other.get().joinedTo() != null
                        ? Decision.refused(No.JOINED)
                        : Decision.<WidgetEvent>happened(new WidgetsJoined(to))
                                .and("widget", to, new WidgetUsedAsPart(at.id()));
            }
            case WearOut() when BROKEN.containsKey("not yet") -> Decision.refused(No.NOT_YET);
            case WearOut() -> now.wornOut() ? Decision.refused(No.WORN_OUT) : Decision.happened(new WidgetWornOut());
        };
    }

    static Widget evolve(Widget now, WidgetEvent event) {
        return switch (event) {
            case WidgetDefined(var name, var weight, var colour, var uses) -> {
                BROKEN.getOrDefault("fold " + name, () -> {}).run();
                yield new Widget(name, weight, colour, uses, 0, false, null);
            }
            case WidgetPainted(var colour) ->
                new Widget(
                        now.name(), now.weight(), colour, now.uses(), now.coats() + 1, now.wornOut(), now.joinedTo());
            case WidgetsJoined(var to) ->
                new Widget(now.name(), now.weight(), now.colour(), now.uses(), now.coats(), now.wornOut(), to);
            case WidgetUsedAsPart(var of) ->
                new Widget(now.name(), now.weight(), now.colour(), now.uses(), now.coats(), now.wornOut(), of);
            case WidgetWornOut() ->
                new Widget(now.name(), now.weight(), now.colour(), now.uses(), now.coats(), true, now.joinedTo());
        };
    }

    static @Nullable PublishedEvent publish(String id, WidgetEvent event) {
        return switch (event) {
            case WidgetDefined(var name, var weight, var colour, var uses) -> {
                BROKEN.getOrDefault("form " + name, () -> {}).run();
                yield new WidgetEvent.Published.WidgetDefined(id, name, colour == null ? null : colour.name());
            }
            case WidgetPainted(var colour) -> new WidgetEvent.Published.WidgetPainted(colour.name(), 1);
            case WidgetsJoined(var to) -> new WidgetEvent.Published.WidgetsJoined(to);
            case WidgetUsedAsPart(var of) -> null;
            case WidgetWornOut() -> new WidgetEvent.Published.WidgetWornOut();
        };
    }

    static List<Deadline> deadlines(WidgetEvent event) {
        if (event instanceof WidgetDefined(var name, var w, var c, var u)) {
            BROKEN.getOrDefault("clock " + name, () -> {}).run();
        }
        return event instanceof WidgetDefined
                ? List.of(new Deadline("wear", Instant.now().plus(LASTS.get()), new WearOut()))
                : List.of();
    }
}
