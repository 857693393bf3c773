/** Initiatives, where they come from, their dates and their milestones. */
@NullMarked
package nz.flagships.initiative.initiative;

import org.jspecify.annotations.NullMarked;
