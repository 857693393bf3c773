package nz.flagships.initiative.initiative;

import nz.flagships.events.PartialDate;
import org.jspecify.annotations.Nullable;

/** What happens to who runs an initiative. */
public sealed interface MembershipEvent extends InitiativeEvent {
    /** {@code name}: of an agency that is not registered. */
    record AgencyInvitedToInitiative(
            String agency, @Nullable String name, @Nullable PartialDate on) implements MembershipEvent {}

    record AgencyJoinedInitiative(String agency, @Nullable PartialDate on) implements MembershipEvent {}

    record AgencyLeftInitiative(
            String agency,
            @Nullable PartialDate on,
            @Nullable String reason) implements MembershipEvent {}

    record LeadAgencyChanged(
            String agency,
            String previous,
            @Nullable PartialDate on,
            @Nullable String reason) implements MembershipEvent {}
}
