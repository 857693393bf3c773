@NullMarked
package nz.flagships.cases;

import org.jspecify.annotations.NullMarked;
