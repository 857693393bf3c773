package nz.flagships.local;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import nz.flagships.events.Role;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Signs the tokens of the embedded default, with a key made on this machine. A production profile refuses its issuer.
 */
public final class Tokens {
    /** The claim {@code iss}. */
    public static final String ISSUER = "flagships-local";

    private static final Duration OF_PEOPLE = Duration.ofHours(12);
    private static final Duration OF_SERVICES = Duration.ofDays(365);

    private final PrivateKey key;
    private final String publicKey;

    private Tokens(PrivateKey key) {
        this.key = key;
        try {
            RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
            this.publicKey = Base64.getEncoder()
                    .encodeToString(KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()))
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new LocalException("The key that signs tokens cannot be read", e);
        }
    }

    /** With the key of this folder; made first when there is none. */
    public static Tokens in(Path folder) {
        return of(Secrets.once(folder.resolve("token-private-key"), Tokens::newKey));
    }

    /** With this private key (PKCS #8, base64). */
    public static Tokens of(String privateKey) {
        try {
            return new Tokens(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateKey))));
        } catch (GeneralSecurityException e) {
            throw new LocalException("The key that signs tokens cannot be read", e);
        }
    }

    /** A new private key (PKCS #8, base64). */
    public static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new LocalException("A key cannot be made", e);
        }
    }

    /** The public key as {@code quarkus.oidc.public-key} wants it: base64, without headers. */
    public String publicKey() {
        return publicKey;
    }

    /** A token of an agency's system that carries these roles. */
    public String token(String agency, String... roles) {
        return token(agency, List.of(roles), null);
    }

    /** A token of an agency's system that carries these roles. */
    public String token(String agency, Collection<Role> roles) {
        return token(agency, roles.stream().map(Role::claim).toList(), null);
    }

    /**
     * A token.
     *
     * @param agency the agency's code, in any case
     * @param roles as {@code initiative-lead}; none means {@code agency-system}
     * @param person the claim {@code sub}; null for the agency's system
     */
    public String token(String agency, Collection<String> roles, @Nullable String person) {
        String code = agency.toUpperCase(Locale.ROOT);
        Set<String> groups = new TreeSet<>(roles.isEmpty() ? List.of(Role.AGENCY_SYSTEM.claim()) : roles);
        return sign(person == null ? code.toLowerCase(Locale.ROOT) + "-system" : person, code, groups, OF_PEOPLE);
    }

    /** The token the services use among themselves. */
    public String serviceToken() {
        return sign("flagships-service", "FLAGSHIPS", Set.of(Role.SERVICE.claim()), OF_SERVICES);
    }

    private String sign(String subject, String agency, Set<String> groups, Duration lifetime) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(subject);
        claims.setStringClaim("agency", agency);
        claims.setStringListClaim("groups", List.copyOf(groups));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(lifetime.toMinutes());
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new LocalException("A token cannot be signed", e);
        }
    }
}
