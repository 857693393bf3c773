@NullMarked
package nz.flagships.cases.caseload;

import org.jspecify.annotations.NullMarked;
