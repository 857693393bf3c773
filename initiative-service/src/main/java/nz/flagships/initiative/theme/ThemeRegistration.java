package nz.flagships.initiative.theme;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code theme} to the kernel. */
public final class ThemeRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Theme, ThemeCommand, ThemeEvent> AGGREGATE = Aggregate.of(
                    "theme",
                    "themes",
                    30,
                    Theme.EMPTY,
                    ThemeCommand.class,
                    ThemeEvent.class,
                    ThemeDecider::decide,
                    ThemeDecider::evolve,
                    ThemeDecider::publish)
            .publicToRead()
            .build();

    @Produces
    @Singleton
    Aggregate<Theme, ThemeCommand, ThemeEvent> aggregate() {
        return AGGREGATE;
    }
}
