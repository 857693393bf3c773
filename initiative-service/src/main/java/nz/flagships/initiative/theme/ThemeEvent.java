package nz.flagships.initiative.theme;

/** What happens to a theme. */
public sealed interface ThemeEvent {
    record ThemeDefined(String name) implements ThemeEvent {}
}
