@NullMarked
package nz.flagships.eventstore.schema;

import org.jspecify.annotations.NullMarked;
