package nz.flagships.rest;

import java.util.Set;
import nz.flagships.events.Role;

/**
 * Who sent the request, by the token.
 *
 * @param agency the code of the agency, the claim {@code agency}
 * @param actor the person or client, the claim {@code sub}
 * @param roles what the claim {@code groups} names of the roles we know; others are nothing to us
 */
public record Caller(String agency, String actor, Set<Role> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether one of these roles is among the caller's. */
    public boolean hasAny(Role... any) {
        for (Role role : any) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }
}
