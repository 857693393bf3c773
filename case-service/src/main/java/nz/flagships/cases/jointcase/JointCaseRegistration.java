package nz.flagships.cases.jointcase;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Aggregate;

/** Offers {@code case} to the kernel. */
public final class JointCaseRegistration {
    /** All that the kernel needs to know of it. */
    public static final Aggregate<JointCase, JointCaseCommand, JointCaseEvent> AGGREGATE = Aggregate.of(
                    "case",
                    "cases",
                    10,
                    JointCase.EMPTY,
                    JointCaseCommand.class,
                    JointCaseEvent.class,
                    JointCaseDecider::decide,
                    JointCaseDecider::evolve,
                    JointCaseDecider::publish)
            .assignsIds()
            .readBy(Role.CASE_WORKER, Role.AGENCY_SYSTEM)
            .tells(JointCaseDecider::tell, Role.CASE_WORKER, Role.AGENCY_SYSTEM)
            .visibleTo((joint, viewer) -> joint.isJoinedBy(viewer.agency()))
            .addressableBy((joint, viewer) -> joint.isJoinedBy(viewer.agency()) || joint.isOpenTo(viewer.agency()))
            .build();

    @Produces
    @Singleton
    Aggregate<JointCase, JointCaseCommand, JointCaseEvent> aggregate() {
        return AGGREGATE;
    }
}
