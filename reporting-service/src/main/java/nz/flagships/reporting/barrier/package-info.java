/** What is in the way of initiatives, and the desk of the National Office. */
@NullMarked
package nz.flagships.reporting.barrier;

import org.jspecify.annotations.NullMarked;
