package nz.flagships.cases.reference;

import java.time.LocalDate;
import nz.flagships.events.initiative.RegionKind;
import org.jspecify.annotations.Nullable;

/**
 * A region that initiative-service published.
 *
 * @param code its code
 * @param kind how it cuts the country
 * @param validFrom its first day; null if it was always there
 * @param validTo its last day; null if it is still there
 */
public record KnownRegion(
        String code,
        RegionKind kind,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {
    /** Whether it was there on a day. */
    public boolean holdsOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }

    /** Whether a case can be in it: a police area or a programme area. */
    public boolean holdsCases() {
        return switch (kind) {
            case POLICE_AREA, PROGRAMME_AREA -> true;
            case COUNTRY, POLICE_DISTRICT, DISTRICT_COURT -> false;
        };
    }
}
