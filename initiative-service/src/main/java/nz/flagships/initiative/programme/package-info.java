/** Programmes: who runs them, and where. */
@NullMarked
package nz.flagships.initiative.programme;

import org.jspecify.annotations.NullMarked;
