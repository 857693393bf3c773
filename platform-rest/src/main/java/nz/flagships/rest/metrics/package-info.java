/** What the services tell of themselves in figures: said once, so that rules, dashboards and the page about them can be checked. */
@NullMarked
package nz.flagships.rest.metrics;

import org.jspecify.annotations.NullMarked;
