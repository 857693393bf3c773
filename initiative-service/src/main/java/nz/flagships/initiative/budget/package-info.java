/** Budget rounds: what is sought for the long term on what evidence, and what was decided. */
@NullMarked
package nz.flagships.initiative.budget;

import org.jspecify.annotations.NullMarked;
