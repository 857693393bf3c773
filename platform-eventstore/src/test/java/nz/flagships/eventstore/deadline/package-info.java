/** What the clock says, with several replicas. */
@NullMarked
package nz.flagships.eventstore.deadline;

import org.jspecify.annotations.NullMarked;
