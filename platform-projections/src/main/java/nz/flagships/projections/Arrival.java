package nz.flagships.projections;

import nz.flagships.events.EventEnvelope;

/**
 * An event as it arrived.
 *
 * @param offset the offset on Kafka after it; 0 when it came from a log
 */
record Arrival(EventEnvelope event, long offset) {}
