/** What a measure is to reach by when, with its versions. */
@NullMarked
package nz.flagships.initiative.target;

import org.jspecify.annotations.NullMarked;
