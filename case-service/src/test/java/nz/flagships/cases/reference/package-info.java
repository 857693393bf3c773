@NullMarked
package nz.flagships.cases.reference;

import org.jspecify.annotations.NullMarked;
