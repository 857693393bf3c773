package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.initiative.Initiative.plus;
import static nz.flagships.initiative.initiative.InitiativeDecider.by;
import static nz.flagships.initiative.initiative.InitiativeDecider.isBefore;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.DOES_NOT_RUN_IT;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEADS_IT_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_CANNOT_LEAVE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.RUNS_IT_ALREADY;

import java.util.List;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.Initiative.Joining;
import nz.flagships.initiative.initiative.MembershipCommand.ChangeLead;
import nz.flagships.initiative.initiative.MembershipCommand.JoinInitiative;
import nz.flagships.initiative.initiative.MembershipCommand.LeaveInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyJoinedInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.AgencyLeftInitiative;
import nz.flagships.initiative.initiative.MembershipEvent.LeadAgencyChanged;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about who runs it: always exactly one agency leads. */
final class MembershipDecider {
    private MembershipDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, MembershipCommand command, Context at) {
        return switch (command) {
            case JoinInitiative(var agency, var on) ->
                // Whoever holds a token exists, registered or not.
                of(now, on, now.runBy(at.agency()) || agency.equals(at.agency()), at)
                        .known(Agency.class, agency.equals(at.agency()) ? null : agency, UNKNOWN_AGENCY, "/agency")
                        .refuse(now.runBy(agency), RUNS_IT_ALREADY, "/agency")
                        .otherwise(() -> Decision.happened(new AgencyJoinedInitiative(agency, on)));
            case LeaveInitiative(var agency, var on, var reason) ->
                of(now, on, agency.equals(at.agency()) || at.agency().equals(now.leadAgency()), at)
                        .refuse(agency.equals(now.leadAgency()), LEAD_CANNOT_LEAVE, "/agency")
                        .refuse(!now.runBy(agency), DOES_NOT_RUN_IT, "/agency", () -> runBy(now))
                        .refuse(
                                () -> joinedAfter(now, agency, on),
                                BEFORE_THE_STEP_BEFORE,
                                "/on",
                                () -> agency + " joined after " + on)
                        .otherwise(() -> Decision.happened(new AgencyLeftInitiative(agency, on, reason)));
            case ChangeLead(var agency, var on, var reason) ->
                of(now, on, at.agency().equals(now.leadAgency()), at)
                        .refuse(agency.equals(now.leadAgency()), LEADS_IT_ALREADY, "/agency")
                        .refuse(!now.runBy(agency), DOES_NOT_RUN_IT, "/agency", () -> runBy(now))
                        .refuse(
                                () -> joinedAfter(now, agency, on),
                                BEFORE_THE_STEP_BEFORE,
                                "/on",
                                () -> agency + " joined after " + on)
                        .otherwise(() -> Decision.happened(new LeadAgencyChanged(agency, led(now), on, reason)));
        };
    }

    /** Any of those that run it may let others in; who leaves says so itself, or the lead does; only the lead hands over. */
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

    private static String runBy(Initiative now) {
        return "Led by " + now.leadAgency() + ", with " + now.partners();
    }

    private static boolean joinedAfter(Initiative now, String agency, @Nullable PartialDate on) {
        return now.joined().stream().anyMatch(each -> each.agency().equals(agency) && isBefore(on, each.on()));
    }

    static Initiative evolve(Initiative now, MembershipEvent event) {
        return switch (event) {
            case AgencyJoinedInitiative(var agency, var on) ->
                now.with(it -> {
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
