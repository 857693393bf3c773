package nz.flagships.projections;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import nz.flagships.projections.SourceLog.SourceUnreachable;
import nz.flagships.rest.ServicePass;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What this service shows to another one: a token that its own client is given by the issuer, kept while it holds and asked
 * for anew before it ends; on one machine the token that {@code ./flagships} signed. The issuer is asked when a token is
 * first needed, so that a service starts without it.
 */
@ApplicationScoped
class ServiceToken implements RemoteLog.Pass, ServicePass {
    private static final Logger LOG = Logger.getLogger(ServiceToken.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    // Ahead of its end by more than a request takes, or a clock is off.
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final OidcClients clients;
    private final Optional<String> fixed;
    private final Optional<String> issuer;
    private final Optional<String> id;
    private final Optional<String> secret;
    private final Optional<String> authority;
    private @Nullable OidcClient client;
    private @Nullable Tokens held;
    private boolean said;

    @Inject
    ServiceToken(
            OidcClients clients,
            @ConfigProperty(name = "flagships.service-token") Optional<String> fixed,
            @ConfigProperty(name = "flagships.oidc.issuer") Optional<String> issuer,
            @ConfigProperty(name = "flagships.oidc.client-id") Optional<String> id,
            @ConfigProperty(name = "flagships.oidc.client-secret") Optional<String> secret,
            @ConfigProperty(name = "flagships.oidc.sslrootcert") Optional<String> authority) {
        this.clients = clients;
        this.fixed = fixed;
        this.issuer = issuer;
        this.id = id;
        this.secret = secret;
        this.authority = authority;
    }

    @Override
    public synchronized String token() throws SourceUnreachable {
        if (fixed.isPresent()) {
            return fixed.get();
        }
        if (issuer.isEmpty() || id.isEmpty() || secret.isEmpty()) {
            return "";
        }
        try {
            if (held == null || held.isAccessTokenExpired() || held.isAccessTokenWithinRefreshInterval()) {
                if (client == null) {
                    client = clients.newClient(config(issuer.get(), id.get(), secret.get()))
                            .await()
                            .atMost(ANSWER);
                }
                held = client.getTokens().await().atMost(ANSWER);
                said = false;
            }
            return held.getAccessToken();
        } catch (RuntimeException e) {
            // Without its message, which may quote what the issuer answered.
            if (!said) {
                said = true;
                LOG.warnf(
                        "The issuer gives this service no token (%s): see that it can be reached at FLAGSHIPS_OIDC_ISSUER,"
                                + " and that FLAGSHIPS_OIDC_CLIENT_ID and _CLIENT_SECRET are a client of it that may use"
                                + " client credentials",
                        e.getClass().getName());
            }
            throw new SourceUnreachable("The issuer gives this service no token", e);
        }
    }

    @Override
    public Optional<String> bearer() {
        try {
            return Optional.of(token()).filter(token -> !token.isEmpty());
        } catch (SourceUnreachable e) {
            return Optional.empty();
        }
    }

    /** The token was not taken: the next one is asked for, as the keys may have changed. */
    @Override
    public synchronized void refused() {
        held = null;
    }

    private io.quarkus.oidc.client.runtime.OidcClientConfig config(String issuer, String id, String secret) {
        OidcClientConfigBuilder builder = new OidcClientConfigBuilder()
                .id("flagships")
                .authServerUrl(issuer)
                .clientId(id)
                .credentials(secret)
                .connectionTimeout(ANSWER)
                .refreshTokenTimeSkew(AHEAD);
        authority.ifPresent(file -> builder.tlsConfigurationName("issuer"));
        return builder.build();
    }
}
