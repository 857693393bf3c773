/** What evaluations are to look at, what they found, and the verdict that follows by rule. */
@NullMarked
package nz.flagships.initiative.evaluation;

import org.jspecify.annotations.NullMarked;
