package nz.flagships.cases.jointcase;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.JoiningPurpose;
import nz.flagships.events.cases.LeavingReason;
import nz.flagships.events.cases.LegalBasis;
import nz.flagships.events.cases.ReopeningReason;
import org.jspecify.annotations.Nullable;

/** What happens to a joint case, to the day; what is published of it knows months only. */
public sealed interface JointCaseEvent {
    record CaseOpened(
            LocalDate openedOn,
            String region,
            List<String> themes,
            LegalBasis legalBasis,
            String programme,
            @Nullable String initiative,
            String leadAgency)
            implements JointCaseEvent {
        public CaseOpened {
            themes = List.copyOf(themes);
        }
    }

    /** {@code name}: of an agency that is not registered; it is not published. */
    record AgencyInvited(String invited, @Nullable String name) implements JointCaseEvent {}

    record AgencyJoinedCase(String joined, LegalBasis legalBasis, JoiningPurpose purpose) implements JointCaseEvent {}

    record AgencyLeftCase(String left, LeavingReason reason) implements JointCaseEvent {}

    record LeadAgencyChanged(String from, String to) implements JointCaseEvent {}

    record CaseClosed(LocalDate closedOn, int monthsOpen, ClosingReason reason, ClosingOutcome outcome)
            implements JointCaseEvent {}

    record CaseReopened(LocalDate reopenedOn, ReopeningReason reason) implements JointCaseEvent {}
}
