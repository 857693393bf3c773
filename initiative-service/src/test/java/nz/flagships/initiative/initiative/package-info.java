@NullMarked
package nz.flagships.initiative.initiative;

import org.jspecify.annotations.NullMarked;
