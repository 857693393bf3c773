/** Tests of the dashboard as people meet it: a real service with published facts behind it, and a browser before it. */
@NullMarked
package nz.flagships.reporting.dashboard;

import org.jspecify.annotations.NullMarked;
