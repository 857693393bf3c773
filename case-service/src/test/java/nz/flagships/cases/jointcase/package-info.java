@NullMarked
package nz.flagships.cases.jointcase;

import org.jspecify.annotations.NullMarked;
