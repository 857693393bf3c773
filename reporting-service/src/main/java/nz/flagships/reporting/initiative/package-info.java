/** Initiatives and their milestones, per region. */
@NullMarked
package nz.flagships.reporting.initiative;

import org.jspecify.annotations.NullMarked;
