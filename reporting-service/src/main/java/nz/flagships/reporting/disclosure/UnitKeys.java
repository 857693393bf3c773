package nz.flagships.reporting.disclosure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of counted units: the first 32 bits of HMAC-SHA-256(secret, stream id). Without the secret nobody can tell a
 * key, so nobody can undo a rounding; the same unit has the same key for ever. A key is never stored and never leaves this
 * package.
 *
 * <p>Not for several threads at once.
 */
public final class UnitKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param secret of this service alone */
    public UnitKeys(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("The secret of disclosure control must be set");
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("The secret of disclosure control cannot be used", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** The count that holds this unit and nothing else. */
    public PeopleCount one(String stream) {
        return PeopleCount.of(ByteBuffer.wrap(mac.doFinal(stream.getBytes(StandardCharsets.UTF_8)))
                .getInt());
    }
}
