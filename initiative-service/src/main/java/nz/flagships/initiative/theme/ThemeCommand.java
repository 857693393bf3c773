package nz.flagships.initiative.theme;

import jakarta.validation.constraints.Size;
import nz.flagships.events.Described;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Allowed;
import nz.flagships.eventstore.decision.Fact;

/** What may be said of a theme. */
public sealed interface ThemeCommand {
    /** A theme becomes one that facts can name. */
    @Fact(
            value = "ThemeDefined",
            description = "A theme of initiatives and cases was defined",
            begins = true,
            subject = "EXAMPLE-THEME",
            example = """
                    {"name": "Example theme"}""")
    @Allowed(Role.STEWARD)
    record DefineTheme(
            @Described("Its name") @Size(min = 1, max = 200) String name) implements ThemeCommand {}
}
