/** Evaluations with their results, and how far each initiative has come from trial to long-term funding. */
@NullMarked
package nz.flagships.reporting.evidence;

import org.jspecify.annotations.NullMarked;
