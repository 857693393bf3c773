package nz.flagships.rest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
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

    private static final Pattern ACTOR = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");
    /** Under this name the clock's facts are stored: nobody else may say anything under it. */
    private static final String CLOCK = "SYSTEM";

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** How many characters the tokens have together that are remembered: some ten thousand of the usual length. */
    private static final long MOST_REMEMBERED = 8L << 20;

    private record Known(Caller caller, Instant until) {}

    private final CurrentIdentityAssociation identities;
    private final CurrentVertxRequest request;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((String token, Known who) -> token.length())
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
        return remembered.isPresent() ? remembered : caller(identities.getIdentity(), request.getCurrent());
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

    /**
     * Whether who sent it is known and has any of the roles. A token that does not hold is as good as none: for what is open
     * to everybody, and tells some more.
     */
    public boolean knownAs(Role... any) {
        try {
            return current().filter(c -> c.hasAny(any)).isPresent();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Like {@link #current()}, for the event loop. */
    public Uni<Optional<Caller>> deferred() {
        Optional<Caller> remembered = remembered();
        return remembered.isPresent()
                ? Uni.createFrom().item(remembered)
                : identities.getDeferredIdentity().map(identity -> caller(identity, request.getCurrent()));
    }

    /** Who sent a request that no resource has yet; on its event loop. */
    Uni<Optional<Caller>> of(RoutingContext rc) {
        return QuarkusHttpUser.getSecurityIdentity(rc, null)
                .map(identity -> identity == null ? Optional.empty() : caller(identity, rc));
    }

    private Optional<Caller> remembered() {
        return remembered(request.getCurrent());
    }

    /** Who it is, where the same token was found valid a moment ago. */
    Optional<Caller> remembered(@Nullable RoutingContext rc) {
        String token = authorization(rc);
        Known found = token == null ? null : known.getIfPresent(token);
        return found == null || Instant.now().isAfter(found.until()) ? Optional.empty() : Optional.of(found.caller());
    }

    private static @Nullable String authorization(@Nullable RoutingContext rc) {
        return rc == null ? null : rc.request().getHeader("Authorization");
    }

    private Optional<Caller> caller(SecurityIdentity identity, @Nullable RoutingContext rc) {
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        String agency = claim(identity, "agency");
        if (agency == null || !AGENCY.matcher(agency).matches() || agency.equals(CLOCK)) {
            throw RequestRule.NO_AGENCY.exception();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : identity.getRoles()) {
            Role.of(group).ifPresent(roles::add);
        }
        Caller caller = new Caller(agency, actor(identity), roles);
        String authorization = authorization(rc);
        if (authorization != null && identity.getPrincipal() instanceof JsonWebToken token) {
            long end = Math.min(
                    token.getExpirationTime(), Instant.now().plus(REMEMBERED).getEpochSecond());
            known.put(authorization, new Known(caller, Instant.ofEpochSecond(end)));
        }
        return Optional.of(caller);
    }

    /** The claim {@code sub}: a principal's name may come from other claims first, and two of them may be one person. */
    private static String actor(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return identity.getPrincipal().getName();
        }
        String subject = token.getSubject();
        if (subject == null || !ACTOR.matcher(subject).matches() || subject.isBlank()) {
            throw RequestRule.NOBODY.exception();
        }
        return subject;
    }

    private static @Nullable String claim(SecurityIdentity identity, String name) {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getClaim(name)
                : identity.getAttribute(name);
        return claim == null ? null : claim.toString();
    }
}
