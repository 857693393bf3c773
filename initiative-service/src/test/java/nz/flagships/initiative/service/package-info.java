/** The service as it is posted to, with a real PostgreSQL and a real Kafka. */
@NullMarked
package nz.flagships.initiative.service;

import org.jspecify.annotations.NullMarked;
