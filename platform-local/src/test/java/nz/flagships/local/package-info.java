@NullMarked
package nz.flagships.local;

import org.jspecify.annotations.NullMarked;
