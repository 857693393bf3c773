package nz.flagships.initiative.initiative;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.events.initiative.MilestoneStatus;
import nz.flagships.events.initiative.Verdict;
import org.jspecify.annotations.Nullable;

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
 * @param lineage where it was tailored from, if it was
 * @param windows other accounts of its dates
 * @param milestones by their codes
 * @param verdicts of its evaluations, by their ids
 * @param evidenceOverride why mixed evidence is enough to seek long-term funding; null where nobody says so
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
        @Nullable Lineage lineage,
        List<Window> windows,
        SortedMap<String, Milestone> milestones,
        SortedMap<String, Verdict> verdicts,
        @Nullable String evidenceOverride) {
    /** Before it is proposed. */
    public static final Initiative EMPTY = new Draft().initiative();

    public Initiative {
        milestones = Collections.unmodifiableSortedMap(milestones);
        verdicts = Collections.unmodifiableSortedMap(verdicts);
    }

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
     * A milestone.
     *
     * @param title its title
     * @param status where it stands
     * @param dueOn the day it is due
     * @param originalDueOn the day it was due at first
     * @param rescheduled how often it was given another day
     * @param missedFrom when the clock calls it missed; null if it never does
     * @param reachedOn the day it was reached
     * @param daysLate days after the due day, once it is reached
     */
    public record Milestone(
            String title,
            MilestoneStatus status,
            LocalDate dueOn,
            LocalDate originalDueOn,
            int rescheduled,
            @Nullable Instant missedFrom,
            @Nullable LocalDate reachedOn,
            int daysLate) {
        Milestone dueOn(LocalDate day, @Nullable Instant clock) {
            return new Milestone(title, status, day, originalDueOn, rescheduled + 1, clock, reachedOn, daysLate);
        }

        Milestone reached(LocalDate on, int late) {
            return new Milestone(
                    title, MilestoneStatus.REACHED, dueOn, originalDueOn, rescheduled, missedFrom, on, late);
        }

        Milestone missed() {
            return new Milestone(title, MilestoneStatus.MISSED, dueOn, originalDueOn, rescheduled, missedFrom, null, 0);
        }
    }

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

    /** It runs for good. */
    Initiative established() {
        return with(it -> it.lifecycle = InitiativeLifecycle.ESTABLISHED);
    }

    /** Whether an agency leads it or is one of its partners. */
    public boolean runBy(String agency) {
        return agency.equals(leadAgency) || partners.contains(agency);
    }

    @Nullable
    Milestone milestone(String code) {
        return milestones.get(code);
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

    /** Parts with one more, or with another state of the one there is. */
    static <T> SortedMap<String, T> plus(SortedMap<String, T> parts, String code, T part) {
        SortedMap<String, T> more = new TreeMap<>(parts);
        more.put(code, part);
        return more;
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

        @Nullable
        Lineage lineage;

        List<Window> windows = List.of();
        SortedMap<String, Milestone> milestones = new TreeMap<>();
        SortedMap<String, Verdict> verdicts = new TreeMap<>();

        @Nullable
        String evidenceOverride;

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
            lineage = of.lineage;
            windows = of.windows;
            milestones = of.milestones;
            verdicts = of.verdicts;
            evidenceOverride = of.evidenceOverride;
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
                    lineage,
                    windows,
                    milestones,
                    verdicts,
                    evidenceOverride);
        }
    }
}
