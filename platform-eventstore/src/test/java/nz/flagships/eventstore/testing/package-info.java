@NullMarked
package nz.flagships.eventstore.testing;

import org.jspecify.annotations.NullMarked;
