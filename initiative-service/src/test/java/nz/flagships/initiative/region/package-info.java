@NullMarked
package nz.flagships.initiative.region;

import org.jspecify.annotations.NullMarked;
