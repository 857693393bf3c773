@NullMarked
package nz.flagships.projections.readmodel;

import org.jspecify.annotations.NullMarked;
