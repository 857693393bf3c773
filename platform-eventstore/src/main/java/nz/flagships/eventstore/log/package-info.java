/** The history as other services may read it: published forms, by shard and position. */
@NullMarked
package nz.flagships.eventstore.log;

import org.jspecify.annotations.NullMarked;
