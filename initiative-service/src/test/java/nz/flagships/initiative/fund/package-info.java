/** The Fund's rules, and its ledger under histories that nobody would think of. */
@NullMarked
package nz.flagships.initiative.fund;

import org.jspecify.annotations.NullMarked;
