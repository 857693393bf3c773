package nz.flagships.initiative.evaluation;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code evaluation} to the kernel. */
public final class EvaluationRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<Evaluation, EvaluationCommand, EvaluationEvent> AGGREGATE = Aggregate.of(
                    "evaluation",
                    "evaluations",
                    110,
                    Evaluation.EMPTY,
                    EvaluationCommand.class,
                    EvaluationEvent.class,
                    EvaluationDecider::decide,
                    EvaluationDecider::evolve,
                    EvaluationPublication::publish)
            .deadlines(EvaluationDecider::deadlines)
            .tells(EvaluationDecider::tell, Role.INITIATIVE_LEAD, Role.AGENCY_SYSTEM, Role.ANALYST)
            .publicToRead()
            .protectedBy(new SmallGroups())
            .build();

    @Produces
    @Singleton
    Aggregate<Evaluation, EvaluationCommand, EvaluationEvent> aggregate() {
        return AGGREGATE;
    }
}
