package nz.flagships.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * An OIDC issuer of the tests' own, on this machine: discovery, keys that are made at run time and change when a test says
 * so, and tokens for clients with a secret. It knows no people and no consent; it is not for production.
 */
public final class TestIssuer implements AutoCloseable {
    /** What the services of the tests want in the claim {@code aud}. */
    public static final String AUDIENCE = "flagships";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final List<RsaJsonWebKey> keys = new CopyOnWriteArrayList<>();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final AtomicInteger askedForKeys = new AtomicInteger();
    private final AtomicInteger askedForTokens = new AtomicInteger();
    private volatile Duration lifetime = Duration.ofMinutes(5);
    private @Nullable HttpServer server;

    private TestIssuer(int port) {
        this.port = port;
        keys.add(key());
    }

    /** One that answers. */
    public static TestIssuer started() {
        TestIssuer issuer = stopped();
        issuer.start();
        return issuer;
    }

    /** One that has an address and does not answer yet. */
    public static TestIssuer stopped() {
        return new TestIssuer(Ports.free());
    }

    /** Its address, which is the claim {@code iss} of its tokens. */
    public String address() {
        return "http://localhost:" + port;
    }

    /** Answers from now on. */
    public void start() {
        try {
            HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            starting.createContext(
                    "/.well-known/openid-configuration",
                    exchange -> answer(
                            exchange,
                            200,
                            JSON.writeValueAsString(Map.of(
                                    "issuer",
                                    address(),
                                    "jwks_uri",
                                    address() + "/keys",
                                    "token_endpoint",
                                    address() + "/token",
                                    "grant_types_supported",
                                    List.of("client_credentials")))));
            starting.createContext("/keys", exchange -> {
                askedForKeys.incrementAndGet();
                answer(exchange, 200, new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            });
            starting.createContext("/token", this::token);
            starting.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            starting.start();
            server = starting;
        } catch (IOException e) {
            throw new LocalException("The issuer cannot listen on port " + port, e);
        }
    }

    /** Answers nobody from now on. */
    public void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Signs with a new key from now on; the old one's tokens are still good. */
    public void rotate() {
        keys.addFirst(key());
    }

    /** Only the newest key is good from now on. */
    public void withdrawOldKeys() {
        keys.subList(1, keys.size()).clear();
    }

    /** How often somebody fetched the keys. */
    public int askedForKeys() {
        return askedForKeys.get();
    }

    /** How often a client asked for a token. */
    public int askedForTokens() {
        return askedForTokens.get();
    }

    /** How long the tokens of clients hold from now on. */
    public void tokensLast(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /** Lets a service in as a client with the role {@code service}, and returns its secret. */
    public String client(String id) {
        return clients.computeIfAbsent(id, i -> UUID.randomUUID().toString());
    }

    /** A good token of an agency. */
    public String token(String agency, String... groups) {
        return token(agency, List.of(groups), claims -> {});
    }

    /**
     * A token that differs.
     *
     * @param change what is done to the claims of a good one
     */
    public String token(String agency, List<String> groups, Consumer<JwtClaims> change) {
        JwtClaims claims = claims("somebody", agency, groups, Duration.ofMinutes(5));
        change.accept(claims);
        return sign(claims, keys.getFirst());
    }

    /** A token that is signed with a key that is none of the issuer's. */
    public String foreign(String agency, String... groups) {
        return sign(claims("somebody", agency, List.of(groups), Duration.ofMinutes(5)), key());
    }

    /** Claims that say {@code alg: none} of themselves. */
    public String unsigned(String agency, String... groups) {
        return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                + base64(claims("somebody", agency, List.of(groups), Duration.ofMinutes(5))
                        .toJson()) + ".";
    }

    /** Signed with the public key as if it were a secret: who confuses the two takes it. */
    public String confused(String agency, String... groups) {
        RsaJsonWebKey key = keys.getFirst();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims("somebody", agency, List.of(groups), Duration.ofMinutes(5))
                .toJson());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(
                new javax.crypto.spec.SecretKeySpec(key.getRsaPublicKey().getEncoded(), "HmacSHA256"));
        return compact(signature);
    }

    private JwtClaims claims(String subject, String agency, List<String> groups, Duration lifetime) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(address());
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringClaim("agency", agency);
        claims.setStringListClaim("groups", new ArrayList<>(groups));
        claims.setIssuedAtToNow();
        NumericDate end = NumericDate.now();
        end.addSeconds(lifetime.toSeconds());
        claims.setExpirationTime(end);
        claims.setGeneratedJwtId();
        return claims;
    }

    private void token(HttpExchange exchange) throws IOException {
        askedForTokens.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String[] who = authorization == null || !authorization.startsWith("Basic ")
                ? new String[0]
                : new String(
                                Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                                StandardCharsets.UTF_8)
                        .split(":", 2);
        if (!form.contains("grant_type=client_credentials") || who.length != 2 || !who[1].equals(clients.get(who[0]))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String token = sign(claims(who[0], "FLAGSHIPS", List.of("service"), lifetime), keys.getFirst());
        answer(
                exchange,
                200,
                JSON.writeValueAsString(
                        Map.of("access_token", token, "token_type", "Bearer", "expires_in", lifetime.toSeconds())));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RsaJsonWebKey key() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(UUID.randomUUID().toString());
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            return key;
        } catch (JoseException e) {
            throw new LocalException("A key cannot be made", e);
        }
    }

    private static String sign(JwtClaims claims, RsaJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "JWT");
        return compact(signature);
    }

    private static String compact(JsonWebSignature signature) {
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new LocalException("A token cannot be signed", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        stop();
    }
}
