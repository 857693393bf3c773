/** Disclosure control: the one way from a count of people to a figure that may be shown. */
@NullMarked
package nz.flagships.reporting.disclosure;

import org.jspecify.annotations.NullMarked;
