@NullMarked
package nz.flagships.eventstore.decision;

import org.jspecify.annotations.NullMarked;
