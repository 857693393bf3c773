/** An invented service that the kernel's tests use: widgets known by code, and orders that get their ids from us. */
@NullMarked
package nz.flagships.eventstore.widget;

import org.jspecify.annotations.NullMarked;
