package nz.flagships.initiative.initiative;

import static java.util.Objects.requireNonNull;
import static nz.flagships.eventstore.decision.Notice.Kind.ACTION;
import static nz.flagships.eventstore.decision.Notice.Kind.ADVICE;
import static nz.flagships.eventstore.decision.Notice.Kind.ESCALATION;
import static nz.flagships.initiative.ReferenceRejection.NAMED_TWICE;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_AGENCY;
import static nz.flagships.initiative.ReferenceRejection.UNKNOWN_INITIATIVE;
import static nz.flagships.initiative.initiative.BarrierRejection.BARRIER_IS_OVER;
import static nz.flagships.initiative.initiative.BarrierRejection.BARRIER_RAISED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.BEFORE_ITS_LAST_STEP;
import static nz.flagships.initiative.initiative.BarrierRejection.CARRIED_TO_ITSELF;
import static nz.flagships.initiative.initiative.BarrierRejection.ESCALATED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.LINKED_ALREADY;
import static nz.flagships.initiative.initiative.BarrierRejection.NOT_ESCALATED;
import static nz.flagships.initiative.initiative.BarrierRejection.NOT_RESOLVED;
import static nz.flagships.initiative.initiative.BarrierRejection.NO_SUCH_BARRIER;
import static nz.flagships.initiative.initiative.BarrierRejection.SAME_INITIATIVE;
import static nz.flagships.initiative.initiative.BarrierRejection.TOO_MANY_BARRIERS;
import static nz.flagships.initiative.initiative.BarrierRejection.TOO_MANY_LINKED;
import static nz.flagships.initiative.initiative.InitiativeDecider.by;
import static nz.flagships.initiative.initiative.InitiativeDecider.isFull;
import static nz.flagships.initiative.initiative.InitiativeDecider.met;
import static nz.flagships.initiative.initiative.InitiativeDecider.ours;
import static nz.flagships.initiative.initiative.InitiativeDecider.oursOrTheOffices;
import static nz.flagships.initiative.initiative.InitiativeRejection.NOT_NOW;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nz.flagships.events.Role;
import nz.flagships.events.initiative.BarrierRef;
import nz.flagships.events.initiative.BarrierStatus;
import nz.flagships.eventstore.decision.Context;
import nz.flagships.eventstore.decision.Decision;
import nz.flagships.eventstore.decision.Decision.Elsewhere;
import nz.flagships.eventstore.decision.Decision.Happened;
import nz.flagships.eventstore.decision.Notice;
import nz.flagships.initiative.Ruling;
import nz.flagships.initiative.agency.Agency;
import nz.flagships.initiative.initiative.BarrierCommand.CarryBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.EscalateBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.GiveAdvice;
import nz.flagships.initiative.initiative.BarrierCommand.LinkBarriers;
import nz.flagships.initiative.initiative.BarrierCommand.RaiseBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.ReopenBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.ResolveBarrier;
import nz.flagships.initiative.initiative.BarrierCommand.SameBarrier;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierCarried;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierEscalatedToNationalOffice;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierRaised;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierReopened;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierResolved;
import nz.flagships.initiative.initiative.BarrierEvent.BarrierTakenOver;
import nz.flagships.initiative.initiative.BarrierEvent.BarriersLinked;
import nz.flagships.initiative.initiative.BarrierEvent.NationalOfficeAdviceGiven;
import org.jspecify.annotations.Nullable;

/** The part of an initiative's decisions that is about what is in its way, and about the National Office. */
final class BarrierDecider {
    private static final String INITIATIVE = "initiative";
    private static final int MOST_LINKED = 50;

    private BarrierDecider() {}

    static Decision<InitiativeEvent> decide(Initiative now, BarrierCommand command, Context at) {
        return switch (command) {
            case RaiseBarrier(var code, var title, var category, var severity, var on, var actionBy) ->
                ours(now, at)
                        .refuse(now.isOver(), NOT_NOW, null, met(now))
                        .refuse(now.barrier(code) != null, BARRIER_RAISED_ALREADY, "/barrier", state(now.barrier(code)))
                        .refuse(isFull(now, now.barriers().size(), Initiative.MOST, at), TOO_MANY_BARRIERS, "/barrier")
                        .unlike(now.barriers().keySet(), code, "/barrier")
                        .known(Agency.class, actionBy, UNKNOWN_AGENCY, "/actionBy")
                        .happened(on, "/on")
                        .otherwise(() ->
                                Decision.happened(new BarrierRaised(code, title, category, severity, on, actionBy)));
            case EscalateBarrier(var code, var on, var reason) -> {
                Barrier barrier = now.barrier(code);
                yield open(ours(now, at), barrier, on)
                        .refuse(is(barrier, BarrierStatus.ESCALATED), ESCALATED_ALREADY, "/barrier", state(barrier))
                        .otherwise(() -> Decision.happened(new BarrierEscalatedToNationalOffice(code, on, reason)));
            }
            case GiveAdvice(var code, var on, var advice, var actionBy) -> {
                Barrier barrier = now.barrier(code);
                // Whoever gives it has the role of the National Office: it needs to run nothing.
                yield open(by(now, at, true), barrier, on)
                        .refuse(!is(barrier, BarrierStatus.ESCALATED), NOT_ESCALATED, "/barrier", state(barrier))
                        .known(Agency.class, actionBy, UNKNOWN_AGENCY, "/actionBy")
                        .otherwise(() -> Decision.happened(new NationalOfficeAdviceGiven(code, on, advice, actionBy)));
            }
            case ResolveBarrier(var code, var on, var resolution, var how) -> {
                Barrier barrier = now.barrier(code);
                yield open(oursOrTheOffices(now, at), barrier, on)
                        .otherwise(() -> Decision.happened(new BarrierResolved(
                                code, on, resolution, requireNonNull(barrier).raisedOn(), how)));
            }
            case ReopenBarrier(var code, var on, var reason) -> {
                Barrier barrier = now.barrier(code);
                Ruling<InitiativeEvent> ruling = there(oursOrTheOffices(now, at), barrier, "/barrier")
                        .refuse(now.isOver(), NOT_NOW, null, met(now))
                        .refuse(!is(barrier, BarrierStatus.RESOLVED), NOT_RESOLVED, "/barrier", state(barrier));
                yield notBefore(ruling, barrier, on)
                        .otherwise(() -> Decision.happened(new BarrierReopened(
                                code, on, requireNonNull(barrier).raisedOn(), barrier.reopened() + 1, reason)));
            }
            case CarryBarrier carry -> carry(now, carry, at);
            case LinkBarriers link -> link(now, link, at);
        };
    }

    private static Decision<InitiativeEvent> carry(Initiative now, CarryBarrier carry, Context at) {
        Barrier barrier = now.barrier(carry.barrier());
        // Held: it must not be closed while the barrier is on its way.
        Initiative there = at.hold(Initiative.class, carry.to()).orElse(Initiative.EMPTY);
        Optional<BarrierRef> same = others(barrier).stream()
                .filter(each -> each.initiative().equals(carry.to()))
                .findFirst();
        BarrierRef to = same.orElseGet(() -> new BarrierRef(carry.to(), carry.codeThere()));
        Barrier goesOnAs = there.barrier(to.barrier());
        return open(oursOrTheOffices(now, at), barrier, carry.on())
                .refuse(carry.to().equals(at.id()), CARRIED_TO_ITSELF, "/to")
                .refuse(!there.proposed(), UNKNOWN_INITIATIVE, "/to")
                .and(oursOrTheOffices(there, at))
                .refuse(there.isOver(), NOT_NOW, "/to", met(there))
                .refuse(
                        same.isPresent() && carry.as() != null && !carry.as().equals(to.barrier()),
                        BARRIER_RAISED_ALREADY,
                        "/as",
                        () -> "It is linked with " + to + " already")
                .refuse(
                        same.isPresent() && (goesOnAs == null || !goesOnAs.isOpen()),
                        BARRIER_IS_OVER,
                        "/to",
                        state(goesOnAs))
                .refuse(same.isEmpty() && goesOnAs != null, BARRIER_RAISED_ALREADY, "/as", state(goesOnAs))
                .refuse(
                        same.isEmpty() && isFull(there, there.barriers().size(), Initiative.MOST, at),
                        TOO_MANY_BARRIERS,
                        "/to")
                .unlike(there.barriers().keySet(), to.barrier(), "/as")
                .otherwise(() -> {
                    BarrierCarried carried = new BarrierCarried(carry.barrier(), to, carry.on(), carry.reason());
                    return same.isPresent()
                            ? Decision.happened(carried)
                            : takenOver(carried, requireNonNull(barrier), at);
                });
    }

    /** The other initiative takes it over as it stands, and whatever it is the same as hears of its new place. */
    private static Happened<InitiativeEvent> takenOver(BarrierCarried carried, Barrier barrier, Context at) {
        BarrierRef to = carried.to();
        List<Elsewhere> elsewhere = new ArrayList<>();
        elsewhere.add(new Elsewhere(
                INITIATIVE,
                to.initiative(),
                new BarrierTakenOver(
                        to.barrier(),
                        new BarrierRef(at.id(), carried.barrier()),
                        carried.on(),
                        barrier.title(),
                        barrier.category(),
                        barrier.severity(),
                        barrier.status(),
                        barrier.raisedOn(),
                        barrier.escalatedOn(),
                        barrier.advisedOn(),
                        barrier.reopened(),
                        barrier.actionBy(),
                        barrier.linked())));
        for (BarrierRef other : barrier.linked()) {
            SortedSet<BarrierRef> linked = new TreeSet<>(others(find(other, at)));
            linked.add(to);
            elsewhere.add(new Elsewhere(
                    INITIATIVE, other.initiative(), new BarriersLinked(other.barrier(), List.copyOf(linked))));
        }
        return new Happened<>(List.of(carried), elsewhere);
    }

    private static Decision<InitiativeEvent> link(Initiative now, LinkBarriers link, Context at) {
        Barrier barrier = now.barrier(link.barrier());
        BarrierRef own = new BarrierRef(at.id(), link.barrier());
        Ruling<InitiativeEvent> ruling = stillOpen(
                        there(oursOrTheOffices(now, at), barrier, "/barrier"), barrier, "/barrier")
                .refuse(
                        link.with().size()
                                > new HashSet<>(link.with().stream()
                                                .map(BarrierDecider::ref)
                                                .toList())
                                        .size(),
                        NAMED_TWICE,
                        "/with");
        SortedSet<BarrierRef> all = new TreeSet<>(others(barrier));
        all.add(own);
        List<Elsewhere> raised = new ArrayList<>();
        int index = 0;
        for (SameBarrier same : link.with()) {
            // Held, and all that they are linked with too: what two commands link at once is one after the other.
            Initiative initiative = at.hold(Initiative.class, same.initiative()).orElse(Initiative.EMPTY);
            Barrier other = initiative.barrier(same.barrier());
            linkable(ruling, own, same, initiative, other, "/with/" + index, at);
            all.add(ref(same));
            all.addAll(others(other));
            if (other == null && barrier != null && same.raisedOn() != null) {
                raised.add(new Elsewhere(
                        INITIATIVE,
                        same.initiative(),
                        new BarrierRaised(
                                same.barrier(),
                                barrier.title(),
                                barrier.category(),
                                barrier.severity(),
                                same.raisedOn(),
                                null)));
            }
            index++;
        }
        return ruling.refuse(
                        all.stream().map(BarrierRef::initiative).distinct().count() < all.size(),
                        SAME_INITIATIVE,
                        "/with",
                        () -> "They would be one: " + all)
                .refuse(all.size() > MOST_LINKED, TOO_MANY_LINKED, "/with", () -> "They would be " + all.size())
                .refuse(all.size() == others(barrier).size() + 1, LINKED_ALREADY, "/with", () -> "Linked: " + all)
                .otherwise(() -> linked(own, all, raised, at));
    }

    private static void linkable(
            Ruling<InitiativeEvent> ruling,
            BarrierRef own,
            SameBarrier same,
            Initiative initiative,
            @Nullable Barrier other,
            String pointer,
            Context at) {
        ruling.refuse(same.initiative().equals(own.initiative()), SAME_INITIATIVE, pointer + "/initiative")
                .refuse(!initiative.proposed(), UNKNOWN_INITIATIVE, pointer + "/initiative")
                .and(oursOrTheOffices(initiative, at))
                .refuse(initiative.isOver(), NOT_NOW, pointer + "/initiative", met(initiative));
        if (same.raisedOn() == null) {
            stillOpen(there(ruling, other, pointer + "/barrier"), other, pointer + "/barrier");
        } else {
            ruling.refuse(other != null, BARRIER_RAISED_ALREADY, pointer + "/raisedOn", state(other))
                    .refuse(
                            isFull(initiative, initiative.barriers().size(), Initiative.MOST, at),
                            TOO_MANY_BARRIERS,
                            pointer + "/initiative")
                    .unlike(initiative.barriers().keySet(), same.barrier(), pointer + "/barrier")
                    .happened(same.raisedOn(), pointer + "/raisedOn");
        }
    }

    /** Each of them that does not know all the others yet is told. */
    private static Happened<InitiativeEvent> linked(
            BarrierRef own, SortedSet<BarrierRef> all, List<Elsewhere> raised, Context at) {
        List<Elsewhere> elsewhere = new ArrayList<>(raised);
        for (BarrierRef each : all) {
            List<BarrierRef> rest = but(all, each);
            if (!each.equals(own) && !others(find(each, at)).equals(rest)) {
                elsewhere.add(new Elsewhere(INITIATIVE, each.initiative(), new BarriersLinked(each.barrier(), rest)));
            }
        }
        return new Happened<>(List.of(new BarriersLinked(own.barrier(), but(all, own))), elsewhere);
    }

    private static @Nullable Barrier find(BarrierRef ref, Context at) {
        return at.hold(Initiative.class, ref.initiative())
                .map(each -> each.barrier(ref.barrier()))
                .orElse(null);
    }

    private static BarrierRef ref(SameBarrier same) {
        return new BarrierRef(same.initiative(), same.barrier());
    }

    private static List<BarrierRef> others(@Nullable Barrier barrier) {
        return barrier == null ? List.of() : barrier.linked();
    }

    private static List<BarrierRef> but(SortedSet<BarrierRef> all, BarrierRef one) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }

    private static Ruling<InitiativeEvent> there(
            Ruling<InitiativeEvent> ruling, @Nullable Barrier barrier, String pointer) {
        return ruling.refuse(barrier == null, NO_SUCH_BARRIER, pointer);
    }

    private static Ruling<InitiativeEvent> stillOpen(
            Ruling<InitiativeEvent> ruling, @Nullable Barrier barrier, String pointer) {
        return ruling.refuse(barrier != null && !barrier.isOpen(), BARRIER_IS_OVER, pointer, state(barrier));
    }

    private static Ruling<InitiativeEvent> open(
            Ruling<InitiativeEvent> ruling, @Nullable Barrier barrier, LocalDate on) {
        return notBefore(stillOpen(there(ruling, barrier, "/barrier"), barrier, "/barrier"), barrier, on);
    }

    private static Ruling<InitiativeEvent> notBefore(
            Ruling<InitiativeEvent> ruling, @Nullable Barrier barrier, LocalDate on) {
        LocalDate since = barrier == null ? null : barrier.since();
        return ruling.happened(on, "/on")
                .refuse(
                        since != null && on.isBefore(since),
                        BEFORE_ITS_LAST_STEP,
                        "/on",
                        () -> "Given: " + on + ", its last step: " + since);
    }

    private static boolean is(@Nullable Barrier barrier, BarrierStatus status) {
        return barrier != null && barrier.status() == status;
    }

    private static Supplier<String> state(@Nullable Barrier barrier) {
        return () -> barrier == null
                ? "There is none"
                : "It is " + barrier.status()
                        + (barrier.since() == null ? "" : " since " + barrier.since())
                        + (barrier.carriedTo() == null ? "" : ", as " + barrier.carriedTo());
    }

    /** What is put to the National Office and what it says is for all who run the initiative; what is to be done, for who has to act. */
    static List<Notice> tell(Initiative now, BarrierEvent event) {
        return switch (event) {
            case BarrierRaised raised -> acting(raised.actionBy(), raised.barrier());
            case BarrierEscalatedToNationalOffice escalated ->
                List.of(new Notice(ESCALATION, now.agencies(), Set.of(Role.NATIONAL_OFFICE), escalated.barrier()));
            case NationalOfficeAdviceGiven advice ->
                Stream.concat(
                                Stream.of(Notice.of(ADVICE, now.agencies(), advice.barrier())),
                                acting(advice.actionBy(), advice.barrier()).stream())
                        .toList();
            case BarrierTakenOver taken -> List.of(Notice.of(ACTION, now.agencies(), taken.barrier()));
            case BarrierResolved _, BarrierReopened _, BarriersLinked _, BarrierCarried _ -> List.of();
        };
    }

    private static List<Notice> acting(@Nullable String agency, String barrier) {
        return agency == null ? List.of() : List.of(Notice.of(ACTION, Set.of(agency), barrier));
    }

    static Initiative evolve(Initiative now, BarrierEvent event) {
        return switch (event) {
            case BarrierRaised(var code, var title, var category, var severity, var on, var actionBy) ->
                now.with(it ->
                        it.barriers = it.barriers.plus(code, Barrier.raised(title, category, severity, on, actionBy)));
            case BarrierEscalatedToNationalOffice(var code, var on, var reason) ->
                changed(now, code, it -> it.escalated(on));
            case NationalOfficeAdviceGiven(var code, var on, var advice, var actionBy) ->
                changed(now, code, it -> it.advised(on, actionBy));
            case BarrierResolved(var code, var on, var resolution, var raisedOn, var how) ->
                changed(now, code, it -> it.resolved(on));
            case BarrierReopened(var code, var on, var raisedOn, var times, var reason) ->
                changed(now, code, it -> it.reopened(on, times));
            case BarriersLinked(var code, var linked) -> changed(now, code, it -> it.linked(linked));
            case BarrierCarried(var code, var to, var on, var reason) -> changed(now, code, it -> it.carried(to, on));
            case BarrierTakenOver e ->
                now.with(it -> it.barriers = it.barriers.plus(
                        e.barrier(),
                        new Barrier(
                                e.title(),
                                e.category(),
                                e.severity(),
                                e.raisedOn(),
                                e.status(),
                                e.on(),
                                e.escalatedOn(),
                                e.advisedOn(),
                                e.reopened(),
                                e.actionBy(),
                                e.linked(),
                                null)));
        };
    }

    private static Initiative changed(Initiative now, String code, UnaryOperator<Barrier> change) {
        Barrier barrier = requireNonNull(now.barrier(code), code);
        return now.with(it -> it.barriers = it.barriers.plus(code, change.apply(barrier)));
    }
}
