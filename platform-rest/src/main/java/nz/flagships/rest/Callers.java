package nz.flagships.rest;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nz.flagships.events.Role;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Finds out who sent the request that is being handled. */
@ApplicationScoped
public class Callers {
    private static final Pattern AGENCY = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,62}");

    private final CurrentIdentityAssociation identities;

    Callers(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /**
     * Who sent it, or nothing where it carried no token; for a blocking thread. A token that is not valid is a 401, one
     * that names no agency a 403.
     */
    public Optional<Caller> current() {
        return caller(identities.getIdentity());
    }

    /** Who sent it; without a token 401. For a blocking thread. */
    public Caller required() {
        return current().orElseThrow(RequestRule.NO_TOKEN::exception);
    }

    /** Who sent it, and that one of the roles is among theirs; else 403. For a blocking thread. */
    public Caller require(Role... any) {
        Caller caller = required();
        if (!caller.hasAny(any)) {
            throw RequestRule.NOT_ALLOWED.exception();
        }
        return caller;
    }

    /** Like {@link #current()}, for the event loop. */
    public Uni<Optional<Caller>> deferred() {
        return identities.getDeferredIdentity().map(Callers::caller);
    }

    private static Optional<Caller> caller(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        String agency = claim(identity, "agency");
        if (agency == null || !AGENCY.matcher(agency).matches()) {
            throw RequestRule.NO_AGENCY.exception();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : identity.getRoles()) {
            Role.of(group).ifPresent(roles::add);
        }
        return Optional.of(new Caller(agency, identity.getPrincipal().getName(), roles));
    }

    private static @Nullable String claim(SecurityIdentity identity, String name) {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getClaim(name)
                : identity.getAttribute(name);
        return claim == null ? null : claim.toString();
    }
}
