/**
 * What initiative-service publishes: programmes, initiatives and their milestones, regions, measures, observations and
 * targets. One sealed interface per aggregate; the nested record's name is the event's.
 */
@NullMarked
package nz.flagships.events.initiative;

import org.jspecify.annotations.NullMarked;
