package nz.flagships.events.initiative;

import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;

/** What is published of themes. */
public sealed interface ThemePublished extends PublishedEvent {
    /** What initiatives and cases are about. */
    @Described("A theme of initiatives and cases was defined")
    record ThemeDefined(
            @Described("The code of the theme") String theme,
            @Described("Its name") String name) implements ThemePublished {}
}
