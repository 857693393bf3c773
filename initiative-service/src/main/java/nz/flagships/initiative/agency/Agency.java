package nz.flagships.initiative.agency;

import org.jspecify.annotations.Nullable;

/**
 * An agency of the justice sector.
 *
 * @param name its name; null before it is registered
 * @param flagshipPartner whether it is a partner of the Frontline Flagships
 * @param fundMember whether it saves into the Justice Sector Fund
 */
public record Agency(@Nullable String name, boolean flagshipPartner, boolean fundMember) {
    /** Before it is registered. */
    public static final Agency EMPTY = new Agency(null, false, false);

    boolean registered() {
        return name != null;
    }
}
