/** Given events, then rows: models are tested without servers. */
@NullMarked
package nz.flagships.projections.readmodel.testing;

import org.jspecify.annotations.NullMarked;
