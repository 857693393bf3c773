/** The demonstration against the real rules. */
@NullMarked
package nz.flagships.initiative.demo;

import org.jspecify.annotations.NullMarked;
