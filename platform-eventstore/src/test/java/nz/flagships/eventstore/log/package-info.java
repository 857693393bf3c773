@NullMarked
package nz.flagships.eventstore.log;

import org.jspecify.annotations.NullMarked;
