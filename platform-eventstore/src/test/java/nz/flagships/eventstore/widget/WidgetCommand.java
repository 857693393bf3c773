package nz.flagships.eventstore.widget;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.InAnyOrder;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;
import nz.flagships.eventstore.widget.Widget.Colour;
import org.jspecify.annotations.Nullable;

sealed interface WidgetCommand {
    record Part(
            @Pattern(regexp = "[A-Z]{1,8}") String code,
            @Min(1) int count) {}

    @Fact(
            value = "WidgetDefined",
            description = "A widget was defined",
            begins = true,
            subject = "EXAMPLE-WIDGET",
            example = """
                    {"name": "Example widget", "weight": 12, "length": 1.25, "made": "2013-10",
                     "parts": [{"code": "BOLT", "count": 2}], "uses": ["FY2013"], "colour": "RED", "on": "2013-10-01",
                     "provenance": {"basis": "synthetic"}}""")
    @Allowed(Role.STEWARD)
    record DefineWidget(
            @Described("Its name") @Size(min = 1, max = 40) String name,
            @Min(1) @Max(100) long weight,
            @Nullable @DecimalMin("0") @DecimalMax("1000") BigDecimal length,
            @Nullable PartialDate made,
            @InAnyOrder @Size(max = 3) @Nullable List<Part> parts,
            @Nullable List<Period> uses,
            @Nullable Colour colour,
            @Nullable LocalDate on,
            @Nullable Boolean fragile)
            implements WidgetCommand {}

    @Fact(
            value = "WidgetPainted",
            description = "A widget got a coat",
            subject = "EXAMPLE-WIDGET",
            example = "{\"colour\": \"GREEN\"}")
    @Allowed({Role.STEWARD, Role.AGENCY_SYSTEM})
    record PaintWidget(Colour colour) implements WidgetCommand {}

    @Fact(
            value = "WidgetsJoined",
            description = "A widget was joined to another",
            subject = "EXAMPLE-WIDGET",
            example = "{\"to\": \"EXAMPLE-WIDGET\"}")
    @Allowed(Role.AGENCY_SYSTEM)
    record JoinWidgets(String to) implements WidgetCommand {}

    @Fact(
            value = "WidgetWornOut",
            description = "A widget was worn out by time",
            postable = false,
            subject = "EXAMPLE-WIDGET",
            example = "{}")
    @Allowed({})
    record WearOut() implements WidgetCommand {}
}
