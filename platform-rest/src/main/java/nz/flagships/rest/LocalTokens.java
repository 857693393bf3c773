package nz.flagships.rest;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps the tokens that {@code ./flagships token} prints out of production: with the profile {@code prod} a service
 * starts only with an issuer whose keys it fetches, never with a key from a setting nor for the local issuer.
 */
@ApplicationScoped
public class LocalTokens {
    /** The issuer of the tokens of the embedded default. */
    public static final String LOCAL_ISSUER = "flagships-local";

    private final Optional<String> issuer;
    private final Optional<String> publicKey;

    LocalTokens(
            @ConfigProperty(name = "quarkus.oidc.token.issuer") Optional<String> issuer,
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey) {
        this.issuer = issuer;
        this.publicKey = publicKey;
    }

    void refuse(@Observes StartupEvent start) {
        check(ConfigUtils.getProfiles(), issuer, publicKey);
    }

    /** @throws IllegalStateException when production would take the local tokens */
    static void check(List<String> profiles, Optional<String> issuer, Optional<String> publicKey) {
        if (!profiles.contains("prod")) {
            return;
        }
        if (issuer.filter(LOCAL_ISSUER::equals).isPresent() || publicKey.isPresent()) {
            throw new IllegalStateException("The profile prod does not take tokens of the local key. Set"
                    + " QUARKUS_OIDC_AUTH_SERVER_URL and FLAGSHIPS_TOKEN_ISSUER to your issuer and unset"
                    + " FLAGSHIPS_TOKEN_PUBLIC_KEY; to try things out, use the profile local.");
        }
    }
}
