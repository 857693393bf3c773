@NullMarked
package nz.flagships.initiative.budget;

import org.jspecify.annotations.NullMarked;
