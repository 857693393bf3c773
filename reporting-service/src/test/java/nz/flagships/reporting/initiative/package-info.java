/** Initiatives, their milestones, their barriers and their outputs, from events on Kafka to the answer. */
@NullMarked
package nz.flagships.reporting.initiative;

import org.jspecify.annotations.NullMarked;
