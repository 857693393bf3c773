/**
 * The reader: takes published events from Kafka or from a log, in the order of each shard's positions, folds a batch of
 * them into rows, and moves its cursors in the same transaction.
 *
 * <p>A service offers each of its read models as a CDI bean of type {@link nz.flagships.projections.Projection}. What is
 * new after a commit it can hear as a {@link nz.flagships.projections.AppliedListener}; how far it has come it can ask
 * of {@link nz.flagships.projections.Cursors} and {@link nz.flagships.projections.Continuity}.
 */
@NullMarked
package nz.flagships.projections;

import org.jspecify.annotations.NullMarked;
