/** The Justice Sector Fund: savings of one agency spent by another, a double-entry ledger in integer cents. */
@NullMarked
package nz.flagships.initiative.fund;

import org.jspecify.annotations.NullMarked;
