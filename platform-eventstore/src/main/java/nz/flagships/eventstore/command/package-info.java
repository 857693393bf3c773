/** Handling commands: what is registered, who may say it, deciding on what is in memory, appending, answering. */
@NullMarked
package nz.flagships.eventstore.command;

import org.jspecify.annotations.NullMarked;
