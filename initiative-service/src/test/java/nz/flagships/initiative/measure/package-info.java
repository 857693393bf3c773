@NullMarked
package nz.flagships.initiative.measure;

import org.jspecify.annotations.NullMarked;
