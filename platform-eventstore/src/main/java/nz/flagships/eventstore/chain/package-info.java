/** The verification of the history: that every event still follows from the one before it, as it was appended. */
@NullMarked
package nz.flagships.eventstore.chain;

import org.jspecify.annotations.NullMarked;
