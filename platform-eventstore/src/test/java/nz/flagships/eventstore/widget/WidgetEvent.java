package nz.flagships.eventstore.widget;

import java.util.List;
import nz.flagships.events.Period;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.widget.Widget.Colour;
import org.jspecify.annotations.Nullable;

sealed interface WidgetEvent {
    record WidgetDefined(String name, long weight, @Nullable Colour colour, List<Period> uses) implements WidgetEvent {}

    record WidgetPainted(Colour colour) implements WidgetEvent {}

    record WidgetsJoined(String to) implements WidgetEvent {}

    @Fact(
            value = "WidgetUsedAsPart",
            description = "A widget became part of another",
            postable = false,
            subject = "EXAMPLE-WIDGET",
            example = "{\"of\": \"EXAMPLE-WIDGET\"}")
    record WidgetUsedAsPart(String of) implements WidgetEvent {}

    record WidgetWornOut() implements WidgetEvent {}

    sealed interface Published extends PublishedEvent {
        record WidgetDefined(
                String code, String name, @Nullable String colour) implements Published {}

        record WidgetPainted(String colour, int coat) implements Published {}

        record WidgetsJoined(String to) implements Published {}

        record WidgetWornOut() implements Published {}
    }
}
