/** How every list is asked for and answered: filters, sorting, paging, CSV, entity tags, freshness. */
@NullMarked
package nz.flagships.reporting.query;

import org.jspecify.annotations.NullMarked;
