package nz.flagships.projections.readmodel;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Basis;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import org.jspecify.annotations.Nullable;

/** A row with a column of every kind, for the tests of the kernel. */
record Goal(
        String initiative,
        String code,
        String title,
        List<String> regions,
        List<Basis> bases,
        LocalDate dueOn,
        @Nullable LocalDate reachedOn,
        @Nullable Integer daysLate,
        long version,
        boolean made,
        @Nullable BigDecimal share,
        Instant recordedAt,
        @Nullable PartialDate about,
        Basis basis,
        @Nullable Provenance others,
        List<Note> notes,
        Provenance provenance) {
    record Note(String text, @Nullable LocalDate on) {}

    record Whole(String code, List<String> regions) {}

    static final ReadModel<Whole> WHOLE = ReadModel.of("wholes", Whole.class, "code")
            .fold(
                    InitiativeProposed.class,
                    e -> Key.of(e.initiative()),
                    (now, e, fact) -> new Whole(e.initiative(), e.regions()));

    static final ReadModel<Goal> GOAL = ReadModel.of("goals", Goal.class, "initiative", "code")
            .indexed("dueOn", "title")
            .beside(WHOLE, MilestonePlanned.class, e -> Key.of(e.initiative()))
            .fold(MilestonePlanned.class, e -> Key.of(e.initiative(), e.milestone()), Goal::planned)
            .fold(
                    InitiativeMilestoneReached.class,
                    e -> Key.of(e.initiative(), e.milestone()),
                    (now, e, fact) -> Fold.known(now).reached(e))
            // It is taken away, to see that it can be.
            .fold(MilestoneCancelled.class, e -> Key.of(e.initiative(), e.milestone()), (now, e, fact) -> null);

    static final ReadModels MODELS = ReadModels.of(WHOLE, GOAL);

    private static Goal planned(@Nullable Goal now, MilestonePlanned e, Fact fact) {
        return new Goal(
                e.initiative(),
                e.milestone(),
                e.title(),
                Fold.known(fact.beside(WHOLE, Key.of(e.initiative()))).regions(),
                List.of(fact.provenance().basis()),
                e.dueOn(),
                null,
                null,
                fact.version(),
                fact.isSynthetic(),
                new BigDecimal("0.50"),
                fact.recordedAt(),
                new PartialDate("2014-01"),
                fact.provenance().basis(),
                fact.isSynthetic() ? fact.provenance() : null,
                List.of(new Note("said \"so\", {and} \\ more", e.dueOn()), new Note("", null)),
                fact.provenance());
    }

    private Goal reached(InitiativeMilestoneReached e) {
        return new Goal(
                initiative,
                code,
                title,
                regions,
                bases,
                dueOn,
                e.on(),
                e.daysLate(),
                version,
                made,
                share,
                recordedAt,
                about,
                basis,
                others,
                notes,
                provenance);
    }
}
