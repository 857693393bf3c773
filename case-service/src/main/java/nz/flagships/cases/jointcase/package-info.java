/** The joint case: opened by an agency that leads it, joined by those it invites, closed and opened again. */
@NullMarked
package nz.flagships.cases.jointcase;

import org.jspecify.annotations.NullMarked;
