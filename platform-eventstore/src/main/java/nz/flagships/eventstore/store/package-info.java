/** The event store on PostgreSQL: gapless positions per shard, group commit, an append-only hash-chained history. */
@NullMarked
package nz.flagships.eventstore.store;

import org.jspecify.annotations.NullMarked;
