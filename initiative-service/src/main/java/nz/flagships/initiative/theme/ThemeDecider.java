package nz.flagships.initiative.theme;

import static nz.flagships.initiative.theme.ThemeRejection.DEFINED_ALREADY;

import nz.flagships.events.initiative.ThemePublished;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.theme.ThemeCommand.DefineTheme;
import nz.flagships.initiative.theme.ThemeEvent.ThemeDefined;

final class ThemeDecider {
    private ThemeDecider() {}

    static Decision<ThemeEvent> decide(Theme now, ThemeCommand command, Context at) {
        return switch (command) {
            case DefineTheme(var name) ->
                Ruling.<ThemeEvent>over(at)
                        .refuse(now.defined(), DEFINED_ALREADY, null)
                        .otherwise(() -> Decision.happened(new ThemeDefined(name)));
        };
    }

    static Theme evolve(Theme now, ThemeEvent event) {
        return switch (event) {
            case ThemeDefined(var name) -> new Theme(name);
        };
    }

    static ThemePublished publish(String id, ThemeEvent event) {
        return switch (event) {
            case ThemeDefined(var name) -> new ThemePublished.ThemeDefined(id, name);
        };
    }
}
