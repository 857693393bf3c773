package nz.flagships.eventstore.store;

/**
 * Under which a fact is stored once. The agency is the authenticated one, so that no agency can swallow another's fact.
 *
 * @param agency the code in the token
 * @param source the CloudEvents source
 * @param id the CloudEvents id, or the Idempotency-Key
 */
public record IdempotencyKey(String agency, String source, String id) {}
