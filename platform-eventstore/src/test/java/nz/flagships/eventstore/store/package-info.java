@NullMarked
package nz.flagships.eventstore.store;

import org.jspecify.annotations.NullMarked;
