/** The Justice Sector Fund: its journal, and what follows from it by adding up. */
@NullMarked
package nz.flagships.reporting.fund;

import org.jspecify.annotations.NullMarked;
