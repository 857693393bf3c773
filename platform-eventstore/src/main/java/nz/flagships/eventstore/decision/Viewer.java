package nz.flagships.eventstore.decision;

import java.util.Set;
import nz.flagships.events.Role;

/**
 * Who asks to see an aggregate.
 *
 * @param agency the agency of the token
 * @param actor the person or client
 * @param roles its roles
 */
public record Viewer(String agency, String actor, Set<Role> roles) {}
