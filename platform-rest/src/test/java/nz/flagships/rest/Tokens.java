package nz.flagships.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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

    /** Of POLICE, with what is said besides; in ten minutes it ends where nothing else is said. */
    static String with(Consumer<JwtClaimsBuilder> more) {
        JwtClaimsBuilder claims = Jwt.issuer("flagships-local")
                .claim("agency", "POLICE")
                .groups("steward")
                .issuedAt(Instant.now().minusSeconds(3600))
                .expiresIn(Duration.ofMinutes(10));
        more.accept(claims);
        return claims.sign(KEYS.getPrivate());
    }

    /** Signed by hand: {@code exp} as it is written. */
    static String endingAt(String exp) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String claims = "{\"iss\":\"flagships-local\",\"sub\":\"somebody\",\"agency\":\"POLICE\",\"iat\":1,\"exp\":"
                + exp + "}";
        String signed = encoder.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform signs with RSA", e);
        }
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
