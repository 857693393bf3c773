@NullMarked
package nz.flagships.projections;

import org.jspecify.annotations.NullMarked;
