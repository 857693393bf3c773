package nz.flagships.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nz.flagships.events.Role;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sent the request that is being handled. A token that was found valid is remembered for a minute at most,
 * never beyond its end: checking its signature costs as much as deciding a command.
 */
@ApplicationScoped
public class Callers {
    private static final Pattern AGENCY = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,62}");

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private record Known(Caller caller, Instant until) {}

    private final CurrentIdentityAssociation identities;
    private final CurrentVertxRequest request;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    Callers(CurrentIdentityAssociation identities, CurrentVertxRequest request) {
        this.identities = identities;
        this.request = request;
    }

    /**
     * Who sent it, or nothing where it carried no token; for a blocking thread. A token that is not valid is a 401, one
     * that names no agency a 403.
     */
    public Optional<Caller> current() {
        Optional<Caller> remembered = remembered();
        return remembered.isPresent() ? remembered : caller(identities.getIdentity());
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
        Optional<Caller> remembered = remembered();
        return remembered.isPresent()
                ? Uni.createFrom().item(remembered)
                : identities.getDeferredIdentity().map(this::caller);
    }

    private Optional<Caller> remembered() {
        String authorization = authorization();
        Known found = authorization == null ? null : known.getIfPresent(authorization);
        return found == null || Instant.now().isAfter(found.until()) ? Optional.empty() : Optional.of(found.caller());
    }

    private @Nullable String authorization() {
        RoutingContext current = request.getCurrent();
        return current == null ? null : current.request().getHeader("Authorization");
    }

    private Optional<Caller> caller(SecurityIdentity identity) {
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
        Caller caller = new Caller(agency, actor(identity), roles);
        String authorization = authorization();
        if (authorization != null && identity.getPrincipal() instanceof JsonWebToken token) {
            known.put(authorization, new Known(caller, Instant.ofEpochSecond(token.getExpirationTime())));
        }
        return Optional.of(caller);
    }

    /** The claim {@code sub}: a principal's name may come from other claims first, and two of them may be one person. */
    private static String actor(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return identity.getPrincipal().getName();
        }
        String subject = token.getSubject();
        return subject == null ? "" : subject;
    }

    private static @Nullable String claim(SecurityIdentity identity, String name) {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getClaim(name)
                : identity.getAttribute(name);
        return claim == null ? null : claim.toString();
    }
}
