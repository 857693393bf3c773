package nz.flagships.cases.jointcase;

import static nz.flagships.cases.jointcase.JointCaseRejection.CLOSED_BEFORE_OPENED;
import static nz.flagships.cases.jointcase.JointCaseRejection.INVITED_ALREADY;
import static nz.flagships.cases.jointcase.JointCaseRejection.IN_THE_FUTURE;
import static nz.flagships.cases.jointcase.JointCaseRejection.IS_CLOSED;
import static nz.flagships.cases.jointcase.JointCaseRejection.IS_NOT_CLOSED;
import static nz.flagships.cases.jointcase.JointCaseRejection.JOINED_ALREADY;
import static nz.flagships.cases.jointcase.JointCaseRejection.LEADS_ALREADY;
import static nz.flagships.cases.jointcase.JointCaseRejection.LEAD_CANNOT_LEAVE;
import static nz.flagships.cases.jointcase.JointCaseRejection.NOBODY_IS_INVITED;
import static nz.flagships.cases.jointcase.JointCaseRejection.NOT_A_MEMBER;
import static nz.flagships.cases.jointcase.JointCaseRejection.NOT_INVITED;
import static nz.flagships.cases.jointcase.JointCaseRejection.NOT_THE_LEAD;
import static nz.flagships.cases.jointcase.JointCaseRejection.NO_REGION_OF_CASES;
import static nz.flagships.cases.jointcase.JointCaseRejection.OPENED_ALREADY;
import static nz.flagships.cases.jointcase.JointCaseRejection.REGION_NOT_THERE;
import static nz.flagships.cases.jointcase.JointCaseRejection.REOPENED_BEFORE_CLOSED;
import static nz.flagships.cases.jointcase.JointCaseRejection.THEME_NAMED_TWICE;
import static nz.flagships.cases.jointcase.JointCaseRejection.TOO_LONG_AGO;
import static nz.flagships.cases.jointcase.JointCaseRejection.TOO_MANY_AGENCIES;
import static nz.flagships.cases.jointcase.JointCaseRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.cases.jointcase.JointCaseRejection.UNKNOWN_PROGRAMME;
import static nz.flagships.cases.jointcase.JointCaseRejection.UNKNOWN_REGION;
import static nz.flagships.cases.jointcase.JointCaseRejection.UNKNOWN_THEME;
import static nz.flagships.eventstore.decision.Decision.happened;
import static nz.flagships.eventstore.decision.Decision.refused;
import static nz.flagships.eventstore.decision.Notice.Kind.INVITATION;
import static nz.flagships.eventstore.decision.Notice.Kind.LEAD;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nz.flagships.cases.jointcase.JointCase.Closing;
import nz.flagships.cases.jointcase.JointCase.Member;
import nz.flagships.cases.jointcase.JointCase.Status;
import nz.flagships.cases.jointcase.JointCaseCommand.ChangeLead;
import nz.flagships.cases.jointcase.JointCaseCommand.CloseCase;
import nz.flagships.cases.jointcase.JointCaseCommand.InviteAgency;
import nz.flagships.cases.jointcase.JointCaseCommand.JoinCase;
import nz.flagships.cases.jointcase.JointCaseCommand.LeaveCase;
import nz.flagships.cases.jointcase.JointCaseCommand.OpenCase;
import nz.flagships.cases.jointcase.JointCaseCommand.ReopenCase;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyInvited;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyJoinedCase;
import nz.flagships.cases.jointcase.JointCaseEvent.AgencyLeftCase;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseClosed;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseOpened;
import nz.flagships.cases.jointcase.JointCaseEvent.CaseReopened;
import nz.flagships.cases.jointcase.JointCaseEvent.LeadAgencyChanged;
import nz.flagships.cases.reference.KnownAgency;
import nz.flagships.cases.reference.KnownInitiative;
import nz.flagships.cases.reference.KnownProgramme;
import nz.flagships.cases.reference.KnownRegion;
import nz.flagships.cases.reference.KnownTheme;
import nz.flagships.events.PublishedEvent;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Refused;
import nz.flagships.eventstore.decision.Notice;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPSet;
import org.pcollections.TreePVector;

/** The rules of a joint case. Pure. */
final class JointCaseDecider {
    private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);

    /**
     * How many may work on a case or be invited to it, together. New Zealand has some forty departments and departmental agencies;
     * with the districts' providers no case comes near it, and what is kept of one case stays small.
     */
    static final int MOST_AGENCIES = 100;

    private JointCaseDecider() {}

    static Decision<JointCaseEvent> decide(JointCase now, JointCaseCommand command, Context at) {
        return switch (command) {
            case OpenCase open -> open(now, open, at);
            case JoinCase(var legalBasis, var purpose) -> {
                if (now.isJoinedBy(at.agency())) {
                    yield refused(JOINED_ALREADY);
                }
                // Why it cannot join is for those who work on the case to know.
                yield now.isOpenTo(at.agency()) && now.status() != Status.CLOSED
                        ? happened(new AgencyJoinedCase(at.agency(), legalBasis, purpose))
                        : refused(NOT_INVITED);
            }
            // Whoever is only invited knows nothing of the case but how to join it.
            case LeaveCase _ when !now.isJoinedBy(at.agency()) -> refused(NOT_INVITED);
            case InviteAgency _ when !now.isJoinedBy(at.agency()) -> refused(NOT_INVITED);
            case ChangeLead _ when !now.isJoinedBy(at.agency()) -> refused(NOT_INVITED);
            case CloseCase _ when !now.isJoinedBy(at.agency()) -> refused(NOT_INVITED);
            case ReopenCase _ when !now.isJoinedBy(at.agency()) -> refused(NOT_INVITED);

            case LeaveCase(var reason) ->
                now.isLedBy(at.agency())
                        ? refused(LEAD_CANNOT_LEAVE)
                        : happened(new AgencyLeftCase(at.agency(), reason));

            case InviteAgency _ when !now.isLedBy(at.agency()) -> refused(NOT_THE_LEAD);
            case ChangeLead _ when !now.isLedBy(at.agency()) -> refused(NOT_THE_LEAD);
            case CloseCase _ when !now.isLedBy(at.agency()) -> refused(NOT_THE_LEAD);
            case ReopenCase _ when !now.isLedBy(at.agency()) -> refused(NOT_THE_LEAD);

            case ReopenCase reopen -> reopen(now, reopen, at);
            case InviteAgency _ when now.status() == Status.CLOSED -> refused(IS_CLOSED);
            case ChangeLead _ when now.status() == Status.CLOSED -> refused(IS_CLOSED);
            case CloseCase _ when now.status() == Status.CLOSED -> refused(IS_CLOSED);

            case InviteAgency(var agency, var name) -> invite(now, agency, name, at);
            case ChangeLead(var to) -> changeLead(now, to, at);
            case CloseCase close -> close(now, close, at);
        };
    }

    private static Decision<JointCaseEvent> open(JointCase now, OpenCase open, Context at) {
        if (now.status() != Status.UNOPENED) {
            return refused(OPENED_ALREADY);
        }
        if (open.openedOn().isBefore(FIRST_DAY)) {
            return JointCaseDecider.<JointCaseEvent>given(TOO_LONG_AGO, open.openedOn())
                    .at("/openedOn");
        }
        if (open.openedOn().isAfter(at.today())) {
            return JointCaseDecider.<JointCaseEvent>given(IN_THE_FUTURE, open.openedOn())
                    .at("/openedOn");
        }
        Optional<KnownRegion> region = at.find(KnownRegion.class, open.region());
        if (region.isEmpty()) {
            return Decision.<JointCaseEvent>refused(UNKNOWN_REGION).at("/region");
        }
        if (!region.get().holdsCases()) {
            return Decision.<JointCaseEvent>refused(
                            NO_REGION_OF_CASES, "Its kind is " + region.get().kind())
                    .at("/region");
        }
        if (!region.get().holdsOn(open.openedOn())) {
            return Decision.<JointCaseEvent>refused(REGION_NOT_THERE).at("/region");
        }
        if (at.find(KnownProgramme.class, open.programme()).isEmpty()) {
            return Decision.<JointCaseEvent>refused(UNKNOWN_PROGRAMME).at("/programme");
        }
        if (open.initiative() != null
                && at.find(KnownInitiative.class, open.initiative()).isEmpty()) {
            return Decision.<JointCaseEvent>refused(UNKNOWN_INITIATIVE).at("/initiative");
        }
        for (int i = 0; i < open.themes().size(); i++) {
            if (at.find(KnownTheme.class, open.themes().get(i)).isEmpty()) {
                return Decision.<JointCaseEvent>refused(UNKNOWN_THEME).at("/themes/" + i);
            }
        }
        if (new HashSet<>(open.themes()).size() < open.themes().size()) {
            return Decision.<JointCaseEvent>refused(THEME_NAMED_TWICE).at("/themes");
        }
        return happened(new CaseOpened(
                open.openedOn(),
                open.region(),
                open.themes().stream().sorted().toList(),
                open.legalBasis(),
                open.programme(),
                open.initiative(),
                at.agency()));
    }

    private static Decision<JointCaseEvent> invite(JointCase now, String agency, @Nullable String name, Context at) {
        if (now.isJoinedBy(agency)) {
            return Decision.<JointCaseEvent>refused(JOINED_ALREADY).at("/agency");
        }
        if (now.isOpenTo(agency)) {
            return Decision.<JointCaseEvent>refused(INVITED_ALREADY).at("/agency");
        }
        if (now.agencies().size() + now.invited().size() >= MOST_AGENCIES) {
            return Decision.<JointCaseEvent>refused(TOO_MANY_AGENCIES).at("/agency");
        }
        return name == null && at.find(KnownAgency.class, agency).isEmpty()
                ? Decision.<JointCaseEvent>refused(NOBODY_IS_INVITED).at("/agency")
                : happened(new AgencyInvited(agency, name));
    }

    private static Decision<JointCaseEvent> changeLead(JointCase now, String to, Context at) {
        if (now.isLedBy(to)) {
            return Decision.<JointCaseEvent>refused(LEADS_ALREADY).at("/to");
        }
        return now.isJoinedBy(to)
                ? happened(new LeadAgencyChanged(at.agency(), to))
                : Decision.<JointCaseEvent>refused(NOT_A_MEMBER).at("/to");
    }

    private static Decision<JointCaseEvent> close(JointCase now, CloseCase close, Context at) {
        LocalDate since = now.since().orElseThrow();
        if (close.closedOn().isAfter(at.today())) {
            return JointCaseDecider.<JointCaseEvent>given(IN_THE_FUTURE, close.closedOn())
                    .at("/closedOn");
        }
        if (close.closedOn().isBefore(since)) {
            return Decision.<JointCaseEvent>refused(CLOSED_BEFORE_OPENED, "It has been open since " + since)
                    .at("/closedOn");
        }
        // By months, which are published: counted by days it would say which of two days is the later in its month.
        int months = (int) ChronoUnit.MONTHS.between(YearMonth.from(since), YearMonth.from(close.closedOn()));
        return happened(new CaseClosed(close.closedOn(), months, close.reason(), close.outcome()));
    }

    private static Decision<JointCaseEvent> reopen(JointCase now, ReopenCase reopen, Context at) {
        Closing closing = now.closing();
        if (closing == null) {
            return refused(IS_NOT_CLOSED);
        }
        if (reopen.reopenedOn().isAfter(at.today())) {
            return JointCaseDecider.<JointCaseEvent>given(IN_THE_FUTURE, reopen.reopenedOn())
                    .at("/reopenedOn");
        }
        if (reopen.reopenedOn().isBefore(closing.on())) {
            return Decision.<JointCaseEvent>refused(REOPENED_BEFORE_CLOSED, "It was closed on " + closing.on())
                    .at("/reopenedOn");
        }
        return happened(new CaseReopened(reopen.reopenedOn(), reopen.reason()));
    }

    private static <E> Refused<E> given(JointCaseRejection rejection, LocalDate day) {
        return refused(rejection, "Given: " + day);
    }

    /** Whom it concerns besides the agency that says it. */
    static List<Notice> tell(JointCase now, JointCaseEvent event) {
        return switch (event) {
            case AgencyInvited(var invited, var name) -> List.of(Notice.of(INVITATION, Set.of(invited), null));
            case LeadAgencyChanged(var from, var to) -> List.of(Notice.of(LEAD, Set.of(to), null));
            case CaseOpened _, AgencyJoinedCase _, AgencyLeftCase _, CaseClosed _, CaseReopened _ -> List.of();
        };
    }

    static JointCase evolve(JointCase now, JointCaseEvent event) {
        return switch (event) {
            case CaseOpened e ->
                new JointCase(
                        Status.ACTIVE,
                        e.openedOn(),
                        e.openedOn(),
                        e.region(),
                        e.themes(),
                        e.programme(),
                        e.initiative(),
                        e.leadAgency(),
                        TreePVector.singleton(new Member(e.leadAgency(), e.legalBasis(), null)),
                        OrderedPSet.empty(),
                        null);
            case AgencyInvited(var invited, var name) -> now.inviting(invited);
            case AgencyJoinedCase(var joined, var legalBasis, var purpose) ->
                now.joinedBy(new Member(joined, legalBasis, purpose));
            case AgencyLeftCase left -> now.leftBy(left.left());
            case LeadAgencyChanged changed -> now.ledBy(changed.to());
            case CaseClosed e -> now.closed(new Closing(e.closedOn(), e.reason(), e.outcome()));
            case CaseReopened reopened -> now.reopened(reopened.reopenedOn());
        };
    }

    static @Nullable PublishedEvent publish(String id, JointCaseEvent event) {
        return switch (event) {
            case CaseOpened e ->
                new nz.flagships.events.cases.CaseOpened(
                        YearMonth.from(e.openedOn()),
                        e.region(),
                        e.themes(),
                        e.legalBasis(),
                        e.programme(),
                        e.initiative(),
                        e.leadAgency());
            case AgencyInvited(var invited, var name) -> new nz.flagships.events.cases.AgencyInvited(invited);
            case AgencyJoinedCase(var joined, var legalBasis, var purpose) ->
                new nz.flagships.events.cases.AgencyJoinedCase(joined, legalBasis, purpose);
            case AgencyLeftCase(var left, var reason) -> new nz.flagships.events.cases.AgencyLeftCase(left, reason);
            case LeadAgencyChanged(var from, var to) -> new nz.flagships.events.cases.LeadAgencyChanged(from, to);
            case CaseClosed(var on, var months, var reason, var outcome) ->
                new nz.flagships.events.cases.CaseClosed(YearMonth.from(on), months, reason, outcome);
            case CaseReopened(var on, var reason) ->
                new nz.flagships.events.cases.CaseReopened(YearMonth.from(on), reason);
        };
    }
}
