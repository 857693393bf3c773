package nz.flagships.eventstore.widget;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.widget.OrderCommand.PlaceOrder;
import nz.flagships.eventstore.widget.OrderCommand.ShipOrder;
import nz.flagships.eventstore.widget.OrderEvent.OrderPlaced;
import nz.flagships.eventstore.widget.OrderEvent.OrderShipped;
import org.jspecify.annotations.Nullable;

/** An invented aggregate whose ids are assigned, and which only its agency may see. */
public final class Orders {
    public static final Aggregate<Order, OrderCommand, OrderEvent> AGGREGATE = Aggregate.of(
                    "order",
                    "orders",
                    20,
                    Order.EMPTY,
                    OrderCommand.class,
                    OrderEvent.class,
                    Orders::decide,
                    Orders::evolve,
                    (id, event) -> null)
            .assignsIds()
            .readBy(Role.CASE_WORKER)
            .visibleTo((order, viewer) -> viewer.agency().equals(order.agency()))
            .build();

    private Orders() {}

    @Produces
    @Singleton
    static Aggregate<Order, OrderCommand, OrderEvent> aggregate() {
        return AGGREGATE;
    }

    static Decision<OrderEvent> decide(Order now, OrderCommand command, Context at) {
        return switch (command) {
            case PlaceOrder(var widget) ->
                at.find(Widget.class, widget).isEmpty()
                        ? Decision.<OrderEvent>refused(Widgets.No.NO_OTHER).at("/widget")
                        : Decision.happened(new OrderPlaced(widget, at.agency()));
            case ShipOrder() ->
                now.shipped() ? Decision.refused(Widgets.No.DEFINED) : Decision.happened(new OrderShipped());
        };
    }

    static Order evolve(Order now, OrderEvent event) {
        return switch (event) {
            case OrderPlaced(var widget, var agency) -> new Order(widget, agency, false);
            case OrderShipped() -> new Order(now.widget(), now.agency(), true);
        };
    }
}

record Order(@Nullable String widget, @Nullable String agency, boolean shipped) {
    static final Order EMPTY = new Order(null, null, false);
}

sealed interface OrderCommand {
    @Fact(
            value = "OrderPlaced",
            description = "An order was placed",
            begins = true,
            subject = "EXAMPLE-ORDER",
            example = "{\"widget\": \"EXAMPLE-WIDGET\"}")
    @Allowed(Role.CASE_WORKER)
    record PlaceOrder(String widget) implements OrderCommand {}

    @Fact(value = "OrderShipped", description = "An order was shipped", subject = "EXAMPLE-ORDER", example = "{}")
    @Allowed(Role.CASE_WORKER)
    record ShipOrder() implements OrderCommand {}
}

sealed interface OrderEvent {
    record OrderPlaced(String widget, String agency) implements OrderEvent {}

    record OrderShipped() implements OrderEvent {}
}
