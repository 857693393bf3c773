package nz.flagships.reporting.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days are New Zealand's, wherever the service runs. */
public final class NewZealand {
    public static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");

    private NewZealand() {}

    /** Which day it is there. */
    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }
}
