package nz.flagships.rest;

import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fetches the issuer's keys now and then. A key that is new is fetched when its first token comes, by itself; that one is
 * withdrawn shows only to who asks, and a key that leaked must not be good until the next start. While the issuer is away
 * the keys that are known go on.
 */
@ApplicationScoped
class IssuerKeys {
    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final String NOBODYS = "";

    private final TenantConfigBean tenants;
    private final Vertx vertx;
    private final Optional<String> issuer;
    private final Duration every;
    private long timer = -1;
    private volatile boolean away;

    IssuerKeys(
            TenantConfigBean tenants,
            Vertx vertx,
            @ConfigProperty(name = "flagships.oidc.issuer") Optional<String> issuer,
            @ConfigProperty(name = "flagships.oidc.keys-every", defaultValue = "5m") Duration every) {
        this.tenants = tenants;
        this.vertx = vertx;
        this.issuer = issuer;
        this.every = every;
    }

    void begin(@Observes StartupEvent start) {
        if (issuer.isPresent()) {
            timer = vertx.setPeriodic(every.toMillis(), t -> fetch());
        }
    }

    void end(@Observes ShutdownEvent end) {
        vertx.cancelTimer(timer);
    }

    private void fetch() {
        OidcProvider provider = tenants.getDefaultTenant().provider();
        if (provider == null) {
            return; // not met yet: the next token that comes tries
        }
        // Fetching is one with verifying there; that the token is none says that the keys have come.
        provider.refreshJwksAndVerifyJwtToken(NOBODYS, false, false, null)
                .subscribe()
                .with(none -> fetched(), failure -> {
                    if (failure instanceof org.jose4j.jwt.consumer.InvalidJwtException) {
                        fetched();
                    } else if (!away) {
                        away = true;
                        LOG.warnf(
                                "The issuer's keys cannot be fetched (%s): those that are known go on; see that"
                                        + " FLAGSHIPS_OIDC_ISSUER can be reached from here",
                                failure.getClass().getName());
                    }
                });
    }

    private void fetched() {
        if (away) {
            away = false;
            LOG.info("The issuer's keys can be fetched again");
        }
    }
}
