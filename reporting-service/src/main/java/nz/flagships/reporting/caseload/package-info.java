/** The caseload: a declared table of joint cases per region and closed month, frozen once a month. */
@NullMarked
package nz.flagships.reporting.caseload;

import org.jspecify.annotations.NullMarked;
