package nz.flagships.eventstore.decision;

import java.util.Set;
import nz.flagships.events.Role;
import org.jspecify.annotations.Nullable;

/**
 * That others than who said it should learn of an event: they find it in their inbox. Of whom it tells them no more than that it
 * happened; what was said is read where it concerns, by whoever may.
 *
 * @param kind what they have to do with it
 * @param agencies the codes of the agencies it concerns; who said it is not told
 * @param roles whoever has one of these roles, of any agency
 * @param part which milestone or barrier of the aggregate; null for all of it
 */
public record Notice(
        Kind kind,
        Set<String> agencies,
        Set<Role> roles,
        @Nullable String part) {
    /** What an entry of an inbox is for. */
    public enum Kind {
        /** The agency may join. */
        INVITATION,
        /** The agency leads from now on. */
        LEAD,
        /** The agency has to act. */
        ACTION,
        /** Something is put to the National Office. */
        ESCALATION,
        /** The National Office advises. */
        ADVICE,
        /** The clock says that a day has come. */
        DUE
    }

    public Notice {
        agencies = Set.copyOf(agencies);
        roles = Set.copyOf(roles);
    }

    /** For certain agencies. */
    public static Notice of(Kind kind, Set<String> agencies, @Nullable String part) {
        return new Notice(kind, agencies, Set.of(), part);
    }
}
