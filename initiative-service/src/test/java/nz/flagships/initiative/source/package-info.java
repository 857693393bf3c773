@NullMarked
package nz.flagships.initiative.source;

import org.jspecify.annotations.NullMarked;
