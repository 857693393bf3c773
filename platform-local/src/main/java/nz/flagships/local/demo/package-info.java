/** The demonstration: published facts, and a seeded, synthetic set beside them, as the batches the launcher posts. */
@NullMarked
package nz.flagships.local.demo;

import org.jspecify.annotations.NullMarked;
