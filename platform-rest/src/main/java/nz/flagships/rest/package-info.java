/** What every service's REST has in common: problems, callers, limits, the wait for a consistency token. */
@NullMarked
package nz.flagships.rest;

import org.jspecify.annotations.NullMarked;
