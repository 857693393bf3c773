/** The agencies of the justice sector. */
@NullMarked
package nz.flagships.initiative.agency;

import org.jspecify.annotations.NullMarked;
