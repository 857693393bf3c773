/** Outcomes: what a measure came to in a region and a period, what it rests on and what it may be compared with. */
@NullMarked
package nz.flagships.reporting.outcome;

import org.jspecify.annotations.NullMarked;
