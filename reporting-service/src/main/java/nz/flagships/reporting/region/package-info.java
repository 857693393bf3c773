/** Regions: validity, lineage and crosswalk, and where something that happened counts. */
@NullMarked
package nz.flagships.reporting.region;

import org.jspecify.annotations.NullMarked;
