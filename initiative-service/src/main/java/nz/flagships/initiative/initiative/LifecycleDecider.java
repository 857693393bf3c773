package nz.flagships.initiative.initiative;

import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_PROGRAMME;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_THEME;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.ours;
import static nz.flagships.initiative.initiative.InitiativeRejection.BEFORE_THE_STEP_BEFORE;
import static nz.flagships.initiative.initiative.InitiativeRejection.DAY_IS_MISSING;
import static nz.flagships.initiative.initiative.InitiativeRejection.ENDS_BEFORE_IT_BEGINS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LEAD_AMONG_PARTNERS;
import static nz.flagships.initiative.initiative.InitiativeRejection.LINEAGE_IN_A_CIRCLE;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_PROPOSED;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_YOURS;
import static nz.flagships.initiative.initiative.InitiativeRejection.PROPOSED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.REPORTED_ALREADY;
import static nz.flagships.initiative.initiative.InitiativeRejection.TAILORED_ALREADY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.Initiative.Lineage;
import nz.flagships.initiative.initiative.Initiative.Window;
import nz.flagships.initiative.initiative.LifecycleCommand.ApproveInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.CloseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.Proposal;
import nz.flagships.initiative.initiative.LifecycleCommand.ProposeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.ReportWindow;
import nz.flagships.initiative.initiative.LifecycleCommand.StartInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.TailorInitiative;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeTailored;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWindowReported;
import nz.flagships.initiative.programme.Programme;
import nz.flagships.initiative.region.Region;
import nz.flagships.initiative.source.Source;
import nz.flagships.initiative.theme.Theme;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about its life, from the proposal to the end, and where it comes from. */
final class LifecycleDecider {
    private LifecycleDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, LifecycleCommand command, Context at) {
        return switch (command) {
            case ProposeInitiative(var title, var programme, var regions, var themes, var leadAgency, var partners) -> {
                Proposal proposal = new Proposal(title, programme, regions, themes, leadAgency, partners);
                yield Ruling.<InitiativeEvent>over(at)
                        .refuse(now.proposed(), PROPOSED_ALREADY, null)
                        .and(proposable(proposal, "", at))
                        .otherwise(() -> Decision.happened(proposed(proposal)));
            }
            case TailorInitiative tailor -> tailor(now, tailor, at);
            case ApproveInitiative(var on) ->
                step(now, on, at)
                        .refuse(now.lifecycle() != InitiativeLifecycle.PROPOSED, NOT_NOW, null)
                        .otherwise(() -> Decision.happened(new InitiativeApproved(on)));
            case StartInitiative(var on) ->
                step(now, on, at)
                        .refuse(
                                now.lifecycle() != InitiativeLifecycle.APPROVED
                                        && !(now.lifecycle() == InitiativeLifecycle.PROPOSED && isPublished(at)),
                                NOT_NOW,
                                null)
                        .refuse(isBefore(on, now.approvedOn()), BEFORE_THE_STEP_BEFORE, "/on")
                        .otherwise(() -> Decision.happened(new InitiativeStarted(on)));
            case CloseInitiative(var on, var reason) ->
                step(now, on, at)
                        .refuse(
                                now.lifecycle() != InitiativeLifecycle.TRIALLING
                                        && !(now.lifecycle() != InitiativeLifecycle.CLOSED && isPublished(at)),
                                NOT_NOW,
                                null)
                        .refuse(
                                isBefore(on, now.startedOn()) || isBefore(on, now.approvedOn()),
                                BEFORE_THE_STEP_BEFORE,
                                "/on")
                        .otherwise(() -> Decision.happened(new InitiativeClosed(on, reason)));
            case ReportWindow(var from, var to, var source) ->
                ours(now, at)
                        .happened(from, "/from")
                        .happened(to, "/to")
                        .refuse(isBefore(to, from), ENDS_BEFORE_IT_BEGINS, "/to")
                        .known(Source.class, source, UNKNOWN_SOURCE, "/source")
                        .refuse(now.windows().contains(new Window(from, to, source)), REPORTED_ALREADY, null)
                        .otherwise(() -> Decision.happened(new InitiativeWindowReported(from, to, source)));
        };
    }

    private static Decision<InitiativeEvent> tailor(Initiative now, TailorInitiative tailor, Context at) {
        Proposal proposal = tailor.proposes();
        Ruling<InitiativeEvent> ruling = Ruling.<InitiativeEvent>over(at)
                .refuse(!now.proposed() && proposal == null, NOT_PROPOSED, "/proposes")
                .refuse(now.proposed() && proposal != null, PROPOSED_ALREADY, "/proposes")
                .and(proposal == null ? ours(now, at) : proposable(proposal, "/proposes", at))
                .refuse(now.lineage() != null, TAILORED_ALREADY, null);
        return ruling.refuse(tailor.tailoredFrom().equals(at.id()), LINEAGE_IN_A_CIRCLE, "/tailoredFrom")
                .known(Initiative.class, tailor.tailoredFrom(), UNKNOWN_INITIATIVE, "/tailoredFrom")
                .refuse(
                        () -> comesFrom(tailor.tailoredFrom(), at),
                        LINEAGE_IN_A_CIRCLE,
                        "/tailoredFrom",
                        () -> tailor.tailoredFrom() + " comes from " + at.id())
                .otherwise(() -> {
                    InitiativeTailored tailored = new InitiativeTailored(
                            tailor.tailoredFrom(), tailor.kept(), tailor.adapted(), tailor.why());
                    return proposal == null
                            ? Decision.happened(tailored)
                            : new Happened<>(List.of(proposed(proposal), tailored), List.of());
                });
    }

    /** Ancestors are held, not just found: two that are tailored at once could make a circle together. */
    private static boolean comesFrom(String ancestor, Context at) {
        List<String> seen = new ArrayList<>();
        String next = ancestor;
        while (next != null && !seen.contains(next)) {
            if (next.equals(at.id())) {
                return true;
            }
            seen.add(next);
            next = at.hold(Initiative.class, next)
                    .flatMap(each -> Optional.ofNullable(each.lineage()))
                    .map(Lineage::tailoredFrom)
                    .orElse(null);
        }
        return false;
    }

    private static InitiativeProposed proposed(Proposal proposal) {
        return new InitiativeProposed(
                proposal.title(),
                proposal.programme(),
                proposal.regions(),
                proposal.themes(),
                proposal.leadAgency(),
                Ruling.orNone(proposal.partners()));
    }

    private static Ruling<InitiativeEvent> proposable(Proposal proposal, String pointer, Context at) {
        List<String> partners = Ruling.orNone(proposal.partners());
        return Ruling.<InitiativeEvent>over(at)
                .known(Programme.class, proposal.programme(), UNKNOWN_PROGRAMME, pointer + "/programme")
                .allKnown(Region.class, proposal.regions(), UNKNOWN_REGION, pointer + "/regions")
                .allKnown(Theme.class, proposal.themes(), UNKNOWN_THEME, pointer + "/themes")
                .known(Agency.class, proposal.leadAgency(), UNKNOWN_AGENCY, pointer + "/leadAgency")
                .allKnown(Agency.class, partners, UNKNOWN_AGENCY, pointer + "/partners")
                .refuse(partners.contains(proposal.leadAgency()), LEAD_AMONG_PARTNERS, pointer + "/partners")
                .refuse(
                        !at.roles().contains(Role.STEWARD)
                                && !at.agency().equals(proposal.leadAgency())
                                && !partners.contains(at.agency()),
                        NOT_YOURS,
                        pointer + "/leadAgency");
    }

    private static Ruling<InitiativeEvent> step(Initiative now, @Nullable PartialDate on, Context at) {
        return ours(now, at)
                .refuse(on == null && !isPublished(at), DAY_IS_MISSING, "/on")
                .happened(on, "/on");
    }

    private static boolean isBefore(@Nullable PartialDate later, @Nullable PartialDate earlier) {
        return later != null && earlier != null && earlier.isSurelyAfter(later);
    }

    static Initiative evolve(Initiative now, LifecycleEvent event) {
        return switch (event) {
            case InitiativeProposed(var title, var programme, var regions, var themes, var leadAgency, var partners) ->
                now.with(it -> {
                    it.title = title;
                    it.programme = programme;
                    it.regions = regions;
                    it.themes = themes;
                    it.leadAgency = leadAgency;
                    it.partners = partners;
                    it.lifecycle = InitiativeLifecycle.PROPOSED;
                });
            case InitiativeTailored(var from, var kept, var adapted, var why) ->
                now.with(it -> it.lineage = new Lineage(from, kept, adapted, why));
            case InitiativeApproved(var on) ->
                now.with(it -> {
                    it.lifecycle = InitiativeLifecycle.APPROVED;
                    it.approvedOn = on;
                });
            case InitiativeStarted(var on) ->
                now.with(it -> {
                    it.lifecycle = InitiativeLifecycle.TRIALLING;
                    it.startedOn = on;
                });
            case InitiativeClosed(var on, var reason) ->
                now.with(it -> {
                    it.lifecycle = InitiativeLifecycle.CLOSED;
                    it.endedOn = on;
                });
            case InitiativeWindowReported(var from, var to, var source) ->
                now.with(it -> it.windows = Initiative.plus(it.windows, new Window(from, to, source)));
        };
    }
}
