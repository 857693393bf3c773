package nz.flagships.projections;

/**
 * Whether the schema of this version's read models is filled: it has what its sources had when it began. Read models are not
 * migrated, so another version's begin empty, beside those that are still asked.
 */
@FunctionalInterface
public interface Filling {
    /** Whether it is; once it is, it stays so. */
    boolean isDone();
}
