@NullMarked
package nz.flagships.eventstore.ingest;

import org.jspecify.annotations.NullMarked;
