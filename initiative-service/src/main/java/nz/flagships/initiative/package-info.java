/** What the aggregates of initiative-service share: the refusals that every one of them may give, and how they are put. */
@NullMarked
package nz.flagships.initiative;

import org.jspecify.annotations.NullMarked;
