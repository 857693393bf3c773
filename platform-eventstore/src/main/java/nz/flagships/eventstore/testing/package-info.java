/**
 * What the tests of an aggregate and of a service are written with: given / when / then over pure decisions, an event
 * store in memory, and the gate that keeps the generated catalogue in step with the code. Nothing in here runs in a
 * service.
 */
@NullMarked
package nz.flagships.eventstore.testing;

import org.jspecify.annotations.NullMarked;
