/** What is new, as server-sent events; never about people. */
@NullMarked
package nz.flagships.reporting.live;

import org.jspecify.annotations.NullMarked;
