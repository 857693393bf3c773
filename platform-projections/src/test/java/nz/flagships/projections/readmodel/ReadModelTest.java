package nz.flagships.projections.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.initiative.InitiativePublished.InitiativeProposed;
import nz.flagships.events.initiative.MilestonePublished;
import nz.flagships.events.initiative.MilestonePublished.InitiativeMilestoneReached;
import nz.flagships.events.initiative.MilestonePublished.MilestoneCancelled;
import nz.flagships.events.initiative.MilestonePublished.MilestonePlanned;
import nz.flagships.projections.readmodel.testing.GivenEvents;
import org.junit.jupiter.api.Test;

class ReadModelTest {
    private static final String STREAM = "initiative/PK";
    private static final LocalDate DUE = LocalDate.parse("2015-06-30");

    static GivenEvents planned() {
        return GivenEvents.of(Goal.MODELS)
                .given(
                        STREAM,
                        new InitiativeProposed(
                                "PK", "A", "FF", List.of("PAPAKURA", "a \"b\", c"), List.of(), "POLICE", List.of()),
                        new MilestonePlanned("PK", "M1", "First", DUE));
    }

    @Test
    void a_table_has_a_column_per_component_and_none_that_is_null_by_accident() {
        assertThat(Goal.GOAL.ddl())
                .contains("due_on date not null", "reached_on date,", "regions text[] not null", "notes jsonb not null")
                .contains("provenance_basis text collate \"C\" not null", "others jsonb,", "share numeric,")
                .contains("primary key (initiative, code)", "create index goals_1 on goals (due_on, title)");
    }

    @Test
    void another_shape_index_or_generation_is_another_fingerprint() {
        String now = Goal.MODELS.fingerprint();
        assertThat(ReadModels.of(Goal.WHOLE, Goal.GOAL).fingerprint()).isEqualTo(now);
        assertThat(ReadModels.of(Goal.WHOLE, Goal.GOAL.generation(2)).fingerprint())
                .isNotEqualTo(now);
        assertThat(ReadModels.of(Goal.WHOLE, Goal.GOAL.indexed("share")).fingerprint())
                .isNotEqualTo(now);
        assertThat(ReadModels.of(Goal.WHOLE).fingerprint()).isNotEqualTo(now);
    }

    @Test
    void a_row_is_folded_and_looks_at_the_one_beside_it() {
        List<Goal> rows = planned()
                .when(STREAM, new InitiativeMilestoneReached("PK", "M1", DUE.plusDays(3), DUE, 3, false))
                .then(Goal.GOAL);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().regions()).containsExactly("PAPAKURA", "a \"b\", c");
        assertThat(rows.getFirst().daysLate()).isEqualTo(3);
    }

    @Test
    void a_fold_that_answers_nothing_takes_the_row_away() {
        assertThat(planned()
                        .when(STREAM, new MilestoneCancelled("PK", "M1", null, DUE, false, "no"))
                        .then(Goal.GOAL))
                .isEmpty();
    }

    @Test
    void a_row_is_of_one_stream_only() {
        GivenEvents history = planned().when("initiative/ANOTHER", new MilestonePlanned("PK", "M1", "First", DUE));
        assertThatThrownBy(() -> history.then(Goal.GOAL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one stream only");
    }

    @Test
    void a_row_that_is_not_said_to_be_looked_at_is_not_there() {
        ReadModel<Goal> unsaid = ReadModel.of("goals", Goal.class, "initiative", "code")
                .fold(MilestonePublished.class, e -> Key.of(e.initiative(), e.milestone()), (now, e, fact) -> {
                    fact.beside(Goal.WHOLE, Key.of(e.initiative()));
                    return now;
                });
        GivenEvents history = GivenEvents.of(ReadModels.of(Goal.WHOLE, unsaid))
                .when(STREAM, new MilestonePlanned("PK", "M1", "First", DUE));
        assertThatThrownBy(() -> history.then(unsaid))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("says nothing of looking");
    }

    @Test
    void a_model_is_declared_after_what_it_looks_at() {
        assertThatThrownBy(() -> ReadModels.of(Goal.GOAL, Goal.WHOLE)).hasMessageContaining("declared before");
    }

    @Test
    void a_fold_that_rests_on_where_a_batch_ends_is_found() {
        List<String> seen = new java.util.ArrayList<>();
        ReadModel<Goal.Whole> impure = ReadModel.of("wholes", Goal.Whole.class, "code")
                .fold(InitiativeProposed.class, e -> Key.of(e.initiative()), (now, e, fact) -> {
                    seen.add(e.initiative());
                    return new Goal.Whole(e.initiative(), List.copyOf(seen));
                });
        GivenEvents history = GivenEvents.of(ReadModels.of(impure))
                .given(STREAM, new InitiativeProposed("PK", "A", "F", List.of(), List.of(), "POLICE", List.of()));
        assertThatThrownBy(() -> history.then(impure)).isInstanceOf(AssertionError.class);
    }
}
