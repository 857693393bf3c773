@NullMarked
package nz.flagships.initiative.programme;

import org.jspecify.annotations.NullMarked;
