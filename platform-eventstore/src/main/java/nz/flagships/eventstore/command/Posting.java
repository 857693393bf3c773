package nz.flagships.eventstore.command;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import nz.flagships.events.Problem;
import nz.flagships.events.Provenance;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Viewer;
import nz.flagships.eventstore.store.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it was posted, read and found well-formed, whatever way it came in.
 *
 * @param fact what it is
 * @param command the command record
 * @param subject the id or external reference, as it was posted; null where the service assigns the id
 * @param externalRef the agency's own reference for what it begins
 * @param key under which it is stored once
 * @param fingerprint SHA-256 of what is meant: type, subject, instant and command in canonical form, however they were spelled
 * @param earlier the fingerprints as they were made before: facts of those times are stored under them
 * @param caller who says so
 * @param time when its source made it known; null: when it is recorded
 * @param provenance what it rests on
 * @param ifMatch the version it must stand on, or null
 * @param correlation what belongs together
 * @param causation what caused it
 * @param traceparent W3C trace context
 * @param dataPointer where its data stands in the posted document: {@code /data} of an event, nothing of a command
 * @param system whether the clock says so, who needs no role
 */
public record Posting(
        FactType fact,
        Object command,
        @Nullable String subject,
        @Nullable String externalRef,
        IdempotencyKey key,
        byte[] fingerprint,
        List<Supplier<byte[]>> earlier,
        Viewer caller,
        @Nullable Instant time,
        Provenance provenance,
        @Nullable Long ifMatch,
        @Nullable String correlation,
        @Nullable String causation,
        @Nullable String traceparent,
        String dataPointer,
        boolean system) {
    /** Whether what is stored under its key is this same fact. */
    boolean isSameAs(byte[] stored) {
        return MessageDigest.isEqual(stored, fingerprint)
                || earlier.stream().anyMatch(each -> MessageDigest.isEqual(stored, each.get()));
    }

    /** What is answered where it is not: a command has no id to point to, and no source. */
    Problem anotherFact() {
        return key.source().equals(Postings.REST) && dataPointer.isEmpty()
                ? KernelRule.ANOTHER_FACT.problem(
                        "The header Idempotency-Key names a command of your agency that said something else.", null)
                : KernelRule.ANOTHER_FACT.problem(null, "/id");
    }

    String agency() {
        return caller.agency();
    }

    Set<Role> roles() {
        return caller.roles();
    }
}
