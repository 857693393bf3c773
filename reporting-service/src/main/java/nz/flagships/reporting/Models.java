package nz.flagships.reporting;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.projections.readmodel.DeclaredTables;
import nz.flagships.projections.readmodel.ModelProjection;
import nz.flagships.projections.readmodel.ReadModels;
import nz.flagships.reporting.barrier.KnownBarrier;
import nz.flagships.reporting.initiative.KnownInitiative;
import nz.flagships.reporting.initiative.Milestone;
import nz.flagships.reporting.output.Output;

/**
 * The declared read models of this service. Where one of them becomes another, a schema of another name is filled for all
 * ({@code application.properties}); this one's tables are never altered.
 */
@Singleton
public final class Models {
    /** Each sees an event after those before it: what an initiative plans looks at the initiative. */
    public static final ReadModels ALL =
            ReadModels.of(KnownInitiative.MODEL, Milestone.MODEL, KnownBarrier.MODEL, Output.MODEL);

    /** Makes their tables, after those of before have gone. */
    public static final DeclaredTables TABLES = new DeclaredTables(ALL, "161");

    @Produces
    @Singleton
    ModelProjection projection() {
        return new ModelProjection(ALL);
    }

    @Produces
    @Singleton
    @Unremovable
    DeclaredTables tables() {
        return TABLES;
    }
}
