/** What initiatives put out, by period and region. */
@NullMarked
package nz.flagships.reporting.output;

import org.jspecify.annotations.NullMarked;
