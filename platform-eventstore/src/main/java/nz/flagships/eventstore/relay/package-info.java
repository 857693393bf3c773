/** What takes committed events to Kafka: in order, with every shard under a lease, and never past what was acknowledged. */
@NullMarked
package nz.flagships.eventstore.relay;

import org.jspecify.annotations.NullMarked;
