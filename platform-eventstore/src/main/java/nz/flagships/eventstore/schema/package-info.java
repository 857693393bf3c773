/** The shape of a record, read from its components: the same shape makes the JSON Schema and checks what is posted. */
@NullMarked
package nz.flagships.eventstore.schema;

import org.jspecify.annotations.NullMarked;
