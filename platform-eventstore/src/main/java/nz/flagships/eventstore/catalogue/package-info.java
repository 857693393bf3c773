/** What can be said and what is published, for machines and for people: event types, schemas, examples, OpenAPI. */
@NullMarked
package nz.flagships.eventstore.catalogue;

import org.jspecify.annotations.NullMarked;
