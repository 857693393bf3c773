package nz.flagships.eventstore.store;

/**
 * @param fingerprint of the fact that was stored under the key
 * @param stream where its first event is
 * @param version the version of its first event
 * @param shard of that stream
 * @param position of its first event in the shard
 */
public record StoredKey(byte[] fingerprint, String stream, long version, int shard, long position) {}
