/** What an aggregate is written with: pure decisions over records. Aggregates import this and the JDK, nothing else. */
@NullMarked
package nz.flagships.eventstore.decision;

import org.jspecify.annotations.NullMarked;
