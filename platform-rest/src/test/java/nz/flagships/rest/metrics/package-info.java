@NullMarked
package nz.flagships.rest.metrics;

import org.jspecify.annotations.NullMarked;
