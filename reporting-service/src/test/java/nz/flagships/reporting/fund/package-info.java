/** That what is shown of the Fund adds up. */
@NullMarked
package nz.flagships.reporting.fund;

import org.jspecify.annotations.NullMarked;
