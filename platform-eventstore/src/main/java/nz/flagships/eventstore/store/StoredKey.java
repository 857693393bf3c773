package nz.flagships.eventstore.store;

/**
 * @param fingerprint of the fact that was stored under the key
 * @param stream that it is about
 * @param version of that stream after its last event there
 * @param shard of that stream
 * @param position of that last event in the shard
 */
public record StoredKey(byte[] fingerprint, String stream, long version, int shard, long position) {}
