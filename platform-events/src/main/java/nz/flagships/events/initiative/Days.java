package nz.flagships.events.initiative;

import java.time.LocalDate;
import nz.flagships.events.Described;

/**
 * A run of days.
 *
 * @param from the first
 * @param to the last, included
 */
public record Days(
        @Described("The first day") LocalDate from,
        @Described("The last day, included") LocalDate to) {}
