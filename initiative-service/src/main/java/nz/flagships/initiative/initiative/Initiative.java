package nz.flagships.initiative.initiative;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nz.flagships.events.PartialDate;
import nz.flagships.events.Period;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.MilestoneStatus;
import nz.flagships.events.initiative.OutputKind;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * An initiative: its three statuses, where it comes from, who runs it and how far it is.
 *
 * @param title its title; null before it is proposed
 * @param programme the code of the programme it belongs to
 * @param regions the codes of the regions it is for
 * @param themes the codes of its themes
 * @param leadAgency the code of the agency that leads it
 * @param partners the codes of the other agencies that run it
 * @param lifecycle where it stands in its life; null before it is proposed
 * @param evidence what is known of its effect
 * @param funding where its money comes from
 * @param approvedOn when it was approved, as far as known
 * @param startedOn when it started, as far as known
 * @param endedOn when it was closed, declined or withdrawn, as far as known
 * @param pauses when it stood still
 * @param resumesAs what it is again after the pause; null while it is not paused
 * @param invited the codes of the agencies that the lead has invited, and that have not joined yet
 * @param joined the agencies that joined after the proposal, and when, as far as known
 * @param lineage where it was tailored from, if it was
 * @param windows other accounts of its dates
 * @param milestones by their codes
 * @param verdicts of its evaluations, by their ids
 * @param evidenceOverride why mixed evidence is enough to seek long-term funding; null where nobody says so
 * @param barriers by their codes
 * @param outputs what was counted, by output, region and days
 * @param unsettledFunds the codes of the funds whose money for it is neither spent nor given back
 */
public record Initiative(
        @Nullable String title,
        @Nullable String programme,
        List<String> regions,
        List<String> themes,
        @Nullable String leadAgency,
        List<String> partners,
        @Nullable InitiativeLifecycle lifecycle,
        EvidenceStatus evidence,
        FundingStatus funding,
        @Nullable PartialDate approvedOn,
        @Nullable PartialDate startedOn,
        @Nullable PartialDate endedOn,
        List<Pause> pauses,
        @Nullable InitiativeLifecycle resumesAs,
        List<String> invited,
        List<Joining> joined,
        @Nullable Lineage lineage,
        List<Window> windows,
        PSortedMap<String, Milestone> milestones,
        PSortedMap<String, Verdict> verdicts,
        @Nullable String evidenceOverride,
        PSortedMap<String, Barrier> barriers,
        PSortedMap<String, Output> outputs,
        Set<String> unsettledFunds) {
    /**
     * How many milestones an initiative has at most, and how many barriers: a hundred times what one of many years has. All that
     * is open ends with it, by an event each and as one, and what it all comes to is one state and one answer.
     */
    static final int MOST = 2_000;

    /** How many outputs: of each kind one a day, for seventeen years. They weigh less, and nothing happens to them at its end. */
    static final int MOST_OUTPUTS = 50_000;

    /** Before it is proposed. */
    public static final Initiative EMPTY = new Draft().initiative();

    /**
     * Where it was tailored from.
     *
     * @param tailoredFrom the code of that initiative
     * @param kept what was kept; null if not published
     * @param adapted what was adapted; null if not published
     * @param why why it was adapted; null if not published
     */
    public record Lineage(
            String tailoredFrom,
            @Nullable String kept,
            @Nullable String adapted,
            @Nullable String why) {}

    /**
     * A source's own account of its dates.
     *
     * @param from when it began
     * @param to when it ended; null if it had not
     * @param source the code of the source
     */
    public record Window(PartialDate from, @Nullable PartialDate to, String source) {}

    /**
     * A time in which it stood still.
     *
     * @param from when it was paused, as far as known
     * @param to when it was resumed, as far as known
     */
    public record Pause(
            @Nullable PartialDate from, @Nullable PartialDate to) {}

    /**
     * An agency that joined those that run it.
     *
     * @param agency its code
     * @param on when, as far as known
     */
    public record Joining(String agency, @Nullable PartialDate on) {}

    /**
     * A milestone.
     *
     * @param title its title
     * @param status where it stands
     * @param dueOn the day it is due
     * @param originalDueOn the day it was due at first
     * @param rescheduled how often it was given another day
     * @param missedFrom when the clock calls it missed; null if it never does
     * @param missed whether the clock called it missed, whatever became of it
     * @param endedOn the day it was reached or cancelled
     * @param daysLate days after the due day, once it is reached
     */
    public record Milestone(
            String title,
            MilestoneStatus status,
            LocalDate dueOn,
            LocalDate originalDueOn,
            int rescheduled,
            @Nullable Instant missedFrom,
            boolean missed,
            @Nullable LocalDate endedOn,
            int daysLate) {
        static Milestone planned(String title, LocalDate dueOn, @Nullable Instant missedFrom) {
            return new Milestone(title, MilestoneStatus.PLANNED, dueOn, dueOn, 0, missedFrom, false, null, 0);
        }

        Milestone dueOn(LocalDate day, @Nullable Instant clock) {
            return new Milestone(
                    title, MilestoneStatus.PLANNED, day, originalDueOn, rescheduled + 1, clock, missed, null, 0);
        }

        Milestone reached(LocalDate on, int late) {
            return ended(MilestoneStatus.REACHED, missed, on, late);
        }

        Milestone calledMissed() {
            return ended(MilestoneStatus.MISSED, true, null, 0);
        }

        Milestone cancelled(@Nullable LocalDate on) {
            return ended(MilestoneStatus.CANCELLED, missed, on, 0);
        }

        private Milestone ended(MilestoneStatus now, boolean wasMissed, @Nullable LocalDate on, int late) {
            return new Milestone(title, now, dueOn, originalDueOn, rescheduled, missedFrom, wasMissed, on, late);
        }

        boolean isOpen() {
            return status == MilestoneStatus.PLANNED || status == MilestoneStatus.MISSED;
        }
    }

    /**
     * So many of an output, in a region and a period.
     *
     * @param output what was counted
     * @param region the code of the region
     * @param period as it was spelt
     * @param quantity how many
     */
    public record Output(OutputKind output, String region, Period period, long quantity) {}

    boolean proposed() {
        return title != null;
    }

    /** Whether nothing more can become of it: it was closed, declined or withdrawn. */
    public boolean isOver() {
        return lifecycle != null && lifecycle.isOver();
    }

    /** Whether its evidence lets it seek long-term funding: effective, or mixed and overridden with a reason. */
    public boolean hasQualifyingEvidence() {
        return evidence == EvidenceStatus.EFFECTIVE || evidence == EvidenceStatus.MIXED && evidenceOverride != null;
    }

    /** Whether an agency leads it or is one of its partners. */
    public boolean runBy(String agency) {
        return agency.equals(leadAgency) || partners.contains(agency);
    }

    /** The agencies that run it. */
    Set<String> agencies() {
        Set<String> agencies = new TreeSet<>(partners);
        if (leadAgency != null) {
            agencies.add(leadAgency);
        }
        return agencies;
    }

    @Nullable
    Milestone milestone(String code) {
        return milestones.get(code);
    }

    @Nullable
    Barrier barrier(String code) {
        return barriers.get(code);
    }

    /** The dates of its steps, as far as known. */
    Stream<PartialDate> steps() {
        return Stream.concat(
                        Stream.of(Optional.ofNullable(approvedOn), Optional.ofNullable(startedOn)),
                        pauses.stream()
                                .flatMap(pause ->
                                        Stream.of(Optional.ofNullable(pause.from()), Optional.ofNullable(pause.to()))))
                .flatMap(Optional::stream);
    }

    /** A copy that runs for good; while it is paused, it will when it is resumed. */
    Initiative established() {
        return with(it -> {
            if (lifecycle == InitiativeLifecycle.PAUSED) {
                it.resumesAs = InitiativeLifecycle.ESTABLISHED;
            } else {
                it.lifecycle = InitiativeLifecycle.ESTABLISHED;
            }
        });
    }

    /** A copy with some of it changed: {@code now.with(it -> it.funding = FundingStatus.FUND)}. */
    Initiative with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.initiative();
    }

    /** A list with one more. */
    static <T> List<T> plus(List<T> list, T another) {
        List<T> more = new ArrayList<>(list);
        more.add(another);
        return List.copyOf(more);
    }

    /** An initiative while it is being changed: its members, open, so that a change names what it changes and no more. */
    static final class Draft {
        @Nullable
        String title;

        @Nullable
        String programme;

        List<String> regions = List.of();
        List<String> themes = List.of();

        @Nullable
        String leadAgency;

        List<String> partners = List.of();

        @Nullable
        InitiativeLifecycle lifecycle;

        EvidenceStatus evidence = EvidenceStatus.NONE;
        FundingStatus funding = FundingStatus.UNFUNDED;

        @Nullable
        PartialDate approvedOn;

        @Nullable
        PartialDate startedOn;

        @Nullable
        PartialDate endedOn;

        List<Pause> pauses = List.of();

        @Nullable
        InitiativeLifecycle resumesAs;

        List<String> invited = List.of();
        List<Joining> joined = List.of();

        @Nullable
        Lineage lineage;

        List<Window> windows = List.of();
        PSortedMap<String, Milestone> milestones = TreePMap.empty();
        PSortedMap<String, Verdict> verdicts = TreePMap.empty();

        @Nullable
        String evidenceOverride;

        PSortedMap<String, Barrier> barriers = TreePMap.empty();
        PSortedMap<String, Output> outputs = TreePMap.empty();
        Set<String> unsettledFunds = Set.of();

        private Draft() {}

        private Draft(Initiative of) {
            title = of.title;
            programme = of.programme;
            regions = of.regions;
            themes = of.themes;
            leadAgency = of.leadAgency;
            partners = of.partners;
            lifecycle = of.lifecycle;
            evidence = of.evidence;
            funding = of.funding;
            approvedOn = of.approvedOn;
            startedOn = of.startedOn;
            endedOn = of.endedOn;
            pauses = of.pauses;
            resumesAs = of.resumesAs;
            invited = of.invited;
            joined = of.joined;
            lineage = of.lineage;
            windows = of.windows;
            milestones = of.milestones;
            verdicts = of.verdicts;
            evidenceOverride = of.evidenceOverride;
            barriers = of.barriers;
            outputs = of.outputs;
            unsettledFunds = of.unsettledFunds;
        }

        private Initiative initiative() {
            return new Initiative(
                    title,
                    programme,
                    regions,
                    themes,
                    leadAgency,
                    partners,
                    lifecycle,
                    evidence,
                    funding,
                    approvedOn,
                    startedOn,
                    endedOn,
                    pauses,
                    resumesAs,
                    invited,
                    joined,
                    lineage,
                    windows,
                    milestones,
                    verdicts,
                    evidenceOverride,
                    barriers,
                    outputs,
                    unsettledFunds);
        }
    }
}
