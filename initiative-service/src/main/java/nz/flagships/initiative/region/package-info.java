/** How the country is cut, since when, and what became of what. */
@NullMarked
package nz.flagships.initiative.region;

import org.jspecify.annotations.NullMarked;
