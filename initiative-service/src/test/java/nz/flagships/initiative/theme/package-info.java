@NullMarked
package nz.flagships.initiative.theme;

import org.jspecify.annotations.NullMarked;
