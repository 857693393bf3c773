/**
 * The published language of the Flagships: what is said on Kafka and over REST, and the value types it is said with.
 *
 * <p>No framework in here: a consumer in any Java program can depend on this module alone.
 */
@NullMarked
package nz.flagships.events;

import org.jspecify.annotations.NullMarked;
