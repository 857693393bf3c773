/** The list of cases that an agency works on, from this service's own log. */
@NullMarked
package nz.flagships.cases.caseload;

import org.jspecify.annotations.NullMarked;
