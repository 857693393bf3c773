@NullMarked
package nz.flagships.initiative.evaluation;

import org.jspecify.annotations.NullMarked;
