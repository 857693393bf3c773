package nz.flagships.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** A key pair for one test run, and tokens signed with it. */
public final class Tokens implements QuarkusTestResourceLifecycleManager {
    private static final KeyPair KEYS = keys();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "flagships.token.public-key",
                Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
    }

    @Override
    public void stop() {}

    static String of(String agency, String... groups) {
        return Jwt.issuer("flagships-local")
                .subject("somebody")
                .claim("agency", agency)
                .groups(Set.of(groups))
                .expiresIn(Duration.ofMinutes(10))
                .sign(KEYS.getPrivate());
    }

    static String withoutAgency() {
        return Jwt.issuer("flagships-local")
                .subject("somebody")
                .groups("steward")
                .expiresIn(Duration.ofMinutes(10))
                .sign(KEYS.getPrivate());
    }

    static String expired() {
        return Jwt.issuer("flagships-local")
                .subject("somebody")
                .claim("agency", "POLICE")
                .issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600))
                .sign(KEYS.getPrivate());
    }

    static String ofAnotherIssuer() {
        return Jwt.issuer("somebody-else")
                .subject("somebody")
                .claim("agency", "POLICE")
                .expiresIn(Duration.ofMinutes(10))
                .sign(KEYS.getPrivate());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }
}
