package nz.flagships.initiative.initiative;

import static java.util.Objects.requireNonNullElse;
import static nz.flagships.events.initiative.InitiativeLifecycle.APPROVED;
import static nz.flagships.events.initiative.InitiativeLifecycle.ESTABLISHED;
import static nz.flagships.events.initiative.InitiativeLifecycle.PAUSED;
import static nz.flagships.events.initiative.InitiativeLifecycle.PROPOSED;
import static nz.flagships.events.initiative.InitiativeLifecycle.TRIALLING;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_PROGRAMME;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_REGION;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_SOURCE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_THEME;
import static nz.flagships.initiative.initiative.InitiativeDecider.dated;
import static nz.flagships.initiative.initiative.InitiativeDecider.isBefore;
import static nz.flagships.initiative.initiative.InitiativeDecider.isPublished;
import static nz.flagships.initiative.initiative.InitiativeDecider.led;
import static nz.flagships.initiative.initiative.InitiativeDecider.ledOrTheOffices;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeDecider.ours;
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
import java.util.Set;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.Initiative.Lineage;
import nz.flagships.initiative.initiative.Initiative.Pause;
import nz.flagships.initiative.initiative.Initiative.Window;
import nz.flagships.initiative.initiative.LifecycleCommand.ApproveInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.DeclineInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.PauseInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.Proposal;
import nz.flagships.initiative.initiative.LifecycleCommand.ProposeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.ReportWindow;
import nz.flagships.initiative.initiative.LifecycleCommand.ResumeInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.StartInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.TailorInitiative;
import nz.flagships.initiative.initiative.LifecycleCommand.WithdrawInitiative;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeApproved;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeClosed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeDeclined;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativePaused;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeProposed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeResumed;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeStarted;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeTailored;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWindowReported;
import nz.flagships.initiative.initiative.LifecycleEvent.InitiativeWithdrawn;
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
                step(now, now.lifecycle() == PROPOSED, on, at)
                        .otherwise(() -> Decision.happened(new InitiativeApproved(on)));
            case DeclineInitiative(var on, var reason, var proposes) ->
                ended(
                        now,
                        proposes,
                        on,
                        at,
                        ledOrTheOffices(now, at),
                        Set.of(PROPOSED),
                        new InitiativeDeclined(on, reason));
            case WithdrawInitiative(var on, var reason, var proposes) ->
                ended(
                        now,
                        proposes,
                        on,
                        at,
                        led(now, at),
                        Set.of(PROPOSED, APPROVED),
                        new InitiativeWithdrawn(on, reason));
            case StartInitiative(var on) ->
                step(now, now.lifecycle() == APPROVED || now.lifecycle() == PROPOSED && isPublished(at), on, at)
                        .otherwise(() -> Decision.happened(new InitiativeStarted(on)));
            case PauseInitiative(var on, var reason) ->
                step(now, now.lifecycle() == TRIALLING || now.lifecycle() == ESTABLISHED, on, at)
                        .otherwise(() -> Decision.happened(new InitiativePaused(on, reason)));
            case ResumeInitiative(var on) ->
                step(now, now.lifecycle() == PAUSED, on, at)
                        .otherwise(() -> Decision.happened(
                                new InitiativeResumed(on, requireNonNullElse(now.resumesAs(), TRIALLING))));
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

    /** It ends before it ran; what was planned for it ends with it. It may be proposed only to say so. */
    private static Decision<InitiativeEvent> ended(
            Initiative now,
            @Nullable Proposal proposes,
            @Nullable PartialDate on,
            Context at,
            Ruling<InitiativeEvent> byWhom,
            Set<InitiativeLifecycle> from,
            LifecycleEvent end) {
        Ruling<InitiativeEvent> itself = Ruling.<InitiativeEvent>over(at)
                .refuse(now.lifecycle() != null && !from.contains(now.lifecycle()), NOT_NOW, null, met(now));
        return broughtAbout(now, proposes, at, byWhom, ClosingDecider.afterAll(dated(itself, now, on, at), now, on))
                .otherwise(() -> {
                    List<InitiativeEvent> events = new ArrayList<>();
                    if (proposes != null) {
                        events.add(proposed(proposes));
                    }
                    events.add(end);
                    events.addAll(ClosingDecider.whatEndsWith(now, on, "The initiative ended"));
                    return new Happened<>(events, List.of());
                });
    }

    /** What is against a fact that may propose the initiative it is about. */
    private static Ruling<InitiativeEvent> broughtAbout(
            Initiative now,
            @Nullable Proposal proposes,
            Context at,
            Ruling<InitiativeEvent> byWhom,
            Ruling<InitiativeEvent> itself) {
        return Ruling.<InitiativeEvent>over(at)
                .refuse(!now.proposed() && proposes == null, NOT_PROPOSED, "/proposes")
                .refuse(now.proposed() && proposes != null, PROPOSED_ALREADY, "/proposes")
                .and(proposes == null ? byWhom : proposable(proposes, "/proposes", at))
                .and(itself);
    }

    private static Decision<InitiativeEvent> tailor(Initiative now, TailorInitiative tailor, Context at) {
        Proposal proposal = tailor.proposes();
        Ruling<InitiativeEvent> ruling =
                Ruling.<InitiativeEvent>over(at).refuse(now.lineage() != null, TAILORED_ALREADY, null);
        return broughtAbout(now, proposal, at, ours(now, at), ruling)
                .refuse(tailor.tailoredFrom().equals(at.id()), LINEAGE_IN_A_CIRCLE, "/tailoredFrom")
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

    private static Ruling<InitiativeEvent> step(
            Initiative now, boolean isItsTurn, @Nullable PartialDate on, Context at) {
        return dated(led(now, at).refuse(!isItsTurn, NOT_NOW, null, met(now)), now, on, at);
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
                    it.lifecycle = PROPOSED;
                });
            case InitiativeTailored(var from, var kept, var adapted, var why) ->
                now.with(it -> it.lineage = new Lineage(from, kept, adapted, why));
            case InitiativeApproved(var on) ->
                now.with(it -> {
                    it.lifecycle = APPROVED;
                    it.approvedOn = on;
                });
            case InitiativeStarted(var on) ->
                now.with(it -> {
                    it.lifecycle = TRIALLING;
                    it.startedOn = on;
                });
            case InitiativeDeclined(var on, var reason) -> over(now, InitiativeLifecycle.DECLINED, on);
            case InitiativeWithdrawn(var on, var reason) -> over(now, InitiativeLifecycle.WITHDRAWN, on);
            case InitiativeClosed(var on, var reason) -> over(now, InitiativeLifecycle.CLOSED, on);
            case InitiativePaused(var on, var reason) ->
                now.with(it -> {
                    it.resumesAs = now.lifecycle();
                    it.lifecycle = PAUSED;
                    it.pauses = Initiative.plus(it.pauses, new Pause(on, null));
                });
            case InitiativeResumed(var on, var lifecycle) ->
                now.with(it -> {
                    it.lifecycle = lifecycle;
                    it.resumesAs = null;
                    List<Pause> pauses = new ArrayList<>(it.pauses);
                    pauses.add(new Pause(pauses.removeLast().from(), on));
                    it.pauses = List.copyOf(pauses);
                });
            case InitiativeWindowReported(var from, var to, var source) ->
                now.with(it -> it.windows = Initiative.plus(it.windows, new Window(from, to, source)));
        };
    }

    private static Initiative over(Initiative now, InitiativeLifecycle end, @Nullable PartialDate on) {
        return now.with(it -> {
            it.lifecycle = end;
            it.resumesAs = null;
            it.endedOn = on;
        });
    }
}
