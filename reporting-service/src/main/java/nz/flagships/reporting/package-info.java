/**
 * reporting-service: read models built from what the write services published, and the answers they give. A folder is a
 * word of the business.
 */
@NullMarked
package nz.flagships.reporting;

import org.jspecify.annotations.NullMarked;
