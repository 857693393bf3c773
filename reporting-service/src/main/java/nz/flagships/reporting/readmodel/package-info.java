/** How facts become rows and rows become facts again: the columns every fact has, written and read in one place. */
@NullMarked
package nz.flagships.reporting.readmodel;

import org.jspecify.annotations.NullMarked;
