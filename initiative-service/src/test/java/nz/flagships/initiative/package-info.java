/** What initiative-service decides, told as given, when, then. */
@NullMarked
package nz.flagships.initiative;

import org.jspecify.annotations.NullMarked;
