@NullMarked
package nz.flagships.initiative.target;

import org.jspecify.annotations.NullMarked;
