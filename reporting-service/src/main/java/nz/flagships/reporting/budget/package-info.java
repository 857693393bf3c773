/** Budget rounds: what was sought, what was decided, and on what evidence. */
@NullMarked
package nz.flagships.reporting.budget;

import org.jspecify.annotations.NullMarked;
