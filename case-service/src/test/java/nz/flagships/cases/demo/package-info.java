/** The demonstration's cases against the real rules. */
@NullMarked
package nz.flagships.cases.demo;

import org.jspecify.annotations.NullMarked;
