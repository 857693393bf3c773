@NullMarked
package nz.flagships.eventstore.command;

import org.jspecify.annotations.NullMarked;
