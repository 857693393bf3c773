package nz.flagships.initiative.theme;

import static nz.flagships.eventstore.testing.Given.given;
import static nz.flagships.initiative.theme.ThemeRegistration.AGGREGATE;
import static nz.flagships.initiative.theme.ThemeRejection.DEFINED_ALREADY;
import static org.assertj.core.api.Assertions.assertThat;

import nz.flagships.events.initiative.ThemePublished;
import nz.flagships.initiative.theme.ThemeCommand.DefineTheme;
import nz.flagships.initiative.theme.ThemeEvent.ThemeDefined;
import org.junit.jupiter.api.Test;

class ThemeTest {
    @Test
    void aThemeIsDefined() {
        var defined = given(AGGREGATE).on("GANGS").when(new DefineTheme("Gangs"));

        defined.then(new ThemeDefined("Gangs"));
        assertThat(defined.published()).containsExactly(new ThemePublished.ThemeDefined("GANGS", "Gangs"));
    }

    @Test
    void aCodeIsTakenOnce() {
        given(AGGREGATE)
                .on("GANGS", new ThemeDefined("Gangs"))
                .when(new DefineTheme("Another"))
                .thenRefused(DEFINED_ALREADY);
    }
}
