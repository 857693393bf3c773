/** Observed values of a measure in a region. */
@NullMarked
package nz.flagships.initiative.series;

import org.jspecify.annotations.NullMarked;
