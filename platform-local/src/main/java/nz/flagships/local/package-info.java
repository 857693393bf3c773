/** The embedded default: a real PostgreSQL and a real Kafka broker, for {@code ./flagships up} and for the tests. */
@NullMarked
package nz.flagships.local;

import org.jspecify.annotations.NullMarked;
