/** What an agency should learn of, and has not said itself. */
@NullMarked
package nz.flagships.eventstore.inbox;

import org.jspecify.annotations.NullMarked;
