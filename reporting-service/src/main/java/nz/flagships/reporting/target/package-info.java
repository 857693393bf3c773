/** Targets: each version as it was announced, which was in force when, and how a value stands to it. */
@NullMarked
package nz.flagships.reporting.target;

import org.jspecify.annotations.NullMarked;
