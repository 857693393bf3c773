/** What is measured, and since when its series is another one. */
@NullMarked
package nz.flagships.initiative.measure;

import org.jspecify.annotations.NullMarked;
