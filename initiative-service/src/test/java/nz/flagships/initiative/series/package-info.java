@NullMarked
package nz.flagships.initiative.series;

import org.jspecify.annotations.NullMarked;
