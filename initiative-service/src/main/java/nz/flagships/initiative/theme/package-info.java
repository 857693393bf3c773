/** What initiatives and cases are about. */
@NullMarked
package nz.flagships.initiative.theme;

import org.jspecify.annotations.NullMarked;
