package nz.flagships.cases.jointcase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nz.flagships.events.Described;
import nz.flagships.events.cases.ClosingOutcome;
import nz.flagships.events.cases.ClosingReason;
import nz.flagships.events.cases.JoiningPurpose;
import nz.flagships.events.cases.LegalBasis;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A case as its agencies see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JointCase(
        @Described("Where it stands") Status status,
        @Described("The day it was opened") @Nullable LocalDate openedOn,

        @Described("The day it was opened, or last opened again") @Nullable
        LocalDate openSince,

        @Described("The code of its police area or programme area") @Nullable
        String region,

        @Described("The codes of its themes") List<String> themes,
        @Described("The code of its programme") @Nullable String programme,

        @Described("The code of the initiative that referred it") @Nullable
        String initiative,

        @Described("The code of the agency that leads it") @Nullable
        String leadAgency,

        @Described("The agencies that work on it") PVector<Member> agencies,
        @Described("The codes of agencies that may join") OrderedPSet<String> invited,

        @Described("How it was closed, while it is") @Nullable
        Closing closing) {

    /** Where a case stands. */
    public enum Status {
        /** Nothing happened yet. */
        UNOPENED,
        /** Agencies work on it. */
        ACTIVE,
        /** They are done. */
        CLOSED
    }

    /**
     * An agency that works on the case.
     *
     * @param agency its code
     * @param legalBasis on what it shares what it knows
     * @param purpose what it joined for; null for the agency that opened the case
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Member(
            String agency, LegalBasis legalBasis, @Nullable JoiningPurpose purpose) {}

    /**
     * How the case was closed.
     *
     * @param on the day
     * @param reason why
     * @param outcome how things stood
     */
    public record Closing(LocalDate on, ClosingReason reason, ClosingOutcome outcome) {}

    /** Before it is opened. */
    public static final JointCase EMPTY = new JointCase(
            Status.UNOPENED,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            TreePVector.empty(),
            OrderedPSet.empty(),
            null);

    public JointCase {
        themes = List.copyOf(themes);
    }

    /** Whether the agency works on it. */
    boolean isJoinedBy(String agency) {
        return agencies.stream().anyMatch(m -> m.agency().equals(agency));
    }

    /** Whether the agency may join. */
    boolean isOpenTo(String agency) {
        return invited.contains(agency);
    }

    boolean isLedBy(String agency) {
        return agency.equals(leadAgency);
    }

    Optional<LocalDate> since() {
        return Optional.ofNullable(openSince);
    }

    JointCase inviting(String agency) {
        return with(agencies, invited.plus(agency), leadAgency);
    }

    JointCase joinedBy(Member member) {
        return with(agencies.plus(member), invited.minus(member.agency()), leadAgency);
    }

    JointCase leftBy(String agency) {
        List<Member> its =
                agencies.stream().filter(m -> m.agency().equals(agency)).toList();
        return with(agencies.minusAll(its), invited, leadAgency);
    }

    JointCase ledBy(String agency) {
        return with(agencies, invited, agency);
    }

    JointCase closed(Closing how) {
        return new JointCase(
                Status.CLOSED,
                openedOn,
                openSince,
                region,
                themes,
                programme,
                initiative,
                leadAgency,
                agencies,
                invited,
                how);
    }

    JointCase reopened(LocalDate on) {
        return new JointCase(
                Status.ACTIVE,
                openedOn,
                on,
                region,
                themes,
                programme,
                initiative,
                leadAgency,
                agencies,
                invited,
                null);
    }

    private JointCase with(PVector<Member> members, OrderedPSet<String> mayJoin, @Nullable String lead) {
        return new JointCase(
                status, openedOn, openSince, region, themes, programme, initiative, lead, members, mayJoin, closing);
    }
}
