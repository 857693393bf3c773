/** How fresh and whole what is shown is, in one answer for everybody. */
@NullMarked
package nz.flagships.reporting.freshness;

import org.jspecify.annotations.NullMarked;
