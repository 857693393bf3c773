/** The clock as one who speaks: deadlines that are due become commands, each once. */
@NullMarked
package nz.flagships.eventstore.deadline;

import org.jspecify.annotations.NullMarked;
