/** Figures, each with its limit beside it in the same run; what they mean is in {@code docs/performance.md}. */
@NullMarked
package nz.flagships.benchmarks;

import org.jspecify.annotations.NullMarked;
