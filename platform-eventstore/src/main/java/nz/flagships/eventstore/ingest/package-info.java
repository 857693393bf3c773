/** {@code POST /v1/events}: CloudEvents structured, binary, in batches and as lines. */
@NullMarked
package nz.flagships.eventstore.ingest;

import org.jspecify.annotations.NullMarked;
