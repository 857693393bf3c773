@NullMarked
package nz.flagships.eventstore.relay;

import org.jspecify.annotations.NullMarked;
