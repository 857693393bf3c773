package nz.flagships.initiative.initiative;

import static nz.flagships.eventstore.decision.Notice.Kind.INVITATION;
import static nz.flagships.eventstore.decision.Notice.Kind.LEAD;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.initiative.Initiative.plus;
import static nz.flagships.initiative.initiative.InitiativeDecider.by;
import static nz.flagships.initiative.initiative.InitiativeDecider.isBefore;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.DOES_NOT_RUN_IT;
import static nz.flagships.initiative.initiative.InitiativeRejection.INVITED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEADS_IT_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_CANNOT_LEAVE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOBODY_IS_INVITED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_INVITED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.RUNS_IT_ALREADY;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.Initiative.Joining;
import nz.flagships.initiative.initiative.MembershipCommand.ChangeLead;
import nz.flagships.initiative.initiative.MembershipCommand.InviteToInitiative;
import nz.flagships.initiative.initiative.MembershipCommand.JoinInitiative;
import nz.flagships.initiative.initiative.MembershipCommand.LeaveInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyInvitedToInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyJoinedInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyLeftInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.LeadAgencyChanged;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about who runs it: always exactly one agency leads. */
final class MembershipDecider {
    private MembershipDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, MembershipCommand command, Context at) {
        return switch (command) {
            case InviteToInitiative(var agency, var name, var on) ->
                of(now, on, at.agency().equals(now.leadAgency()), at)
                        .refuse(now.runBy(agency), RUNS_IT_ALREADY, "/agency")
                        .refuse(now.invited().contains(agency), INVITED_ALREADY, "/agency")
                        .known(Agency.class, name == null ? agency : null, NOBODY_IS_INVITED, "/agency")
                        .otherwise(() -> Decision.happened(new AgencyInvitedToInitiative(agency, name, on)));
            case JoinInitiative(var agency, var on) ->
                of(now, on, agency.equals(at.agency()) || at.agency().equals(now.leadAgency()), at)
                        .refuse(now.runBy(agency), RUNS_IT_ALREADY, "/agency")
                        .refuse(
                                !now.invited().contains(agency)
                                        && !at.agency().equals(now.leadAgency())
                                        && !at.roles().contains(Role.STEWARD),
                                NOT_INVITED,
                                "/agency")
                        // Who was invited is known: registered, or named by the lead.
                        .known(Agency.class, now.invited().contains(agency) ? null : agency, UNKNOWN_AGENCY, "/agency")
                        .otherwise(() -> Decision.happened(new AgencyJoinedInitiative(agency, on)));
            case LeaveInitiative(var agency, var on, var reason) ->
                of(now, on, agency.equals(at.agency()) || at.agency().equals(now.leadAgency()), at)
                        .refuse(agency.equals(now.leadAgency()), LEAD_CANNOT_LEAVE, "/agency")
                        .refuse(!now.runBy(agency), DOES_NOT_RUN_IT, "/agency", () -> InitiativeDecider.whoRuns(now))
                        .refuse(
                                () -> joinedAfter(now, agency, on),
                                BEFORE_THE_STEP_BEFORE,
                                "/on",
                                () -> agency + " joined after " + on)
                        .otherwise(() -> Decision.happened(new AgencyLeftInitiative(agency, on, reason)));
            case ChangeLead(var agency, var on, var reason) ->
                of(now, on, at.agency().equals(now.leadAgency()), at)
                        .refuse(agency.equals(now.leadAgency()), LEADS_IT_ALREADY, "/agency")
                        .refuse(!now.runBy(agency), DOES_NOT_RUN_IT, "/agency", () -> InitiativeDecider.whoRuns(now))
                        .refuse(
                                () -> joinedAfter(now, agency, on),
                                BEFORE_THE_STEP_BEFORE,
                                "/on",
                                () -> agency + " joined after " + on)
                        .otherwise(() -> Decision.happened(new LeadAgencyChanged(agency, led(now), on, reason)));
        };
    }

    /** Only the lead lets others in and hands over; who was invited joins by itself, and who leaves says so itself, or the lead. */
    private static Ruling<InitiativeEvent> of(Initiative now, @Nullable PartialDate on, boolean may, Context at) {
        return by(now, at, may)
                .refuse(now.isOver(), NOT_NOW, null, met(now))
                .refuse(on == null && !isPublished(at), DAY_IS_MISSING, "/on")
                .happened(on, "/on");
    }

    private static String led(Initiative now) {
        String lead = now.leadAgency();
        return lead == null ? "" : lead;
    }

    private static boolean joinedAfter(Initiative now, String agency, @Nullable PartialDate on) {
        return now.joined().stream().anyMatch(each -> each.agency().equals(agency) && isBefore(on, each.on()));
    }

    /** Whoever is let in by the lead is told as whoever is invited. */
    static List<Notice> tell(MembershipEvent event) {
        return switch (event) {
            case AgencyInvitedToInitiative(var agency, var name, var on) ->
                List.of(Notice.of(INVITATION, Set.of(agency), null));
            case AgencyJoinedInitiative(var agency, var on) -> List.of(Notice.of(INVITATION, Set.of(agency), null));
            case LeadAgencyChanged(var agency, var previous, var on, var reason) ->
                List.of(Notice.of(LEAD, Set.of(agency), null));
            case AgencyLeftInitiative _ -> List.of();
        };
    }

    static Initiative evolve(Initiative now, MembershipEvent event) {
        return switch (event) {
            case AgencyInvitedToInitiative(var agency, var name, var on) ->
                now.with(it -> it.invited = plus(it.invited, agency));
            case AgencyJoinedInitiative(var agency, var on) ->
                now.with(it -> {
                    it.invited = it.invited.stream()
                            .filter(each -> !each.equals(agency))
                            .toList();
                    it.partners = plus(it.partners, agency);
                    it.joined = plus(without(it.joined, agency), new Joining(agency, on));
                });
            case AgencyLeftInitiative(var agency, var on, var reason) ->
                now.with(it -> {
                    it.partners = it.partners.stream()
                            .filter(each -> !each.equals(agency))
                            .toList();
                    it.joined = without(it.joined, agency);
                });
            case LeadAgencyChanged(var agency, var previous, var on, var reason) ->
                now.with(it -> {
                    it.leadAgency = agency;
                    it.partners = Stream.concat(
                                    it.partners.stream().filter(each -> !each.equals(agency)), Stream.of(previous))
                            .toList();
                });
        };
    }

    private static List<Joining> without(List<Joining> joined, String agency) {
        return joined.stream().filter(each -> !each.agency().equals(agency)).toList();
    }
}
