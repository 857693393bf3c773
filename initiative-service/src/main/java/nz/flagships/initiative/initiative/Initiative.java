package nz.flagships.initiative.initiative;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nz.flagships.events.PartialDate;
import nz.flagships.events.initiative.InitiativeStatus;
import nz.flagships.events.initiative.MilestoneStatus;
import org.jspecify.annotations.Nullable;

/**
 * An initiative, where it comes from and how far it is.
 *
 * @param title its title; null before it is proposed
 * @param programme the code of the programme it belongs to
 * @param regions the codes of the regions it is for
 * @param themes the codes of its themes
 * @param leadAgency the code of the agency that leads it
 * @param partners the codes of the other agencies that run it
 * @param status where it stands; null before it is proposed
 * @param approvedOn when it was approved, as far as known
 * @param startedOn when it started, as far as known
 * @param closedOn when it was closed, as far as known
 * @param lineage where it was tailored from, if it was
 * @param windows other accounts of its dates
 * @param milestones by their codes
 */
public record Initiative(
        @Nullable String title,
        @Nullable String programme,
        List<String> regions,
        List<String> themes,
        @Nullable String leadAgency,
        List<String> partners,
        @Nullable InitiativeStatus status,
        @Nullable PartialDate approvedOn,
        @Nullable PartialDate startedOn,
        @Nullable PartialDate closedOn,
        @Nullable Lineage lineage,
        List<Window> windows,
        SortedMap<String, Milestone> milestones) {
    /** Before it is proposed. */
    public static final Initiative EMPTY = new Initiative(
            null,
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            new TreeMap<>());

    public Initiative {
        milestones = Collections.unmodifiableSortedMap(milestones);
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

    boolean runBy(String agency) {
        return agency.equals(leadAgency) || partners.contains(agency);
    }

    @Nullable
    Milestone milestone(String code) {
        return milestones.get(code);
    }

    Initiative with(String code, Milestone milestone) {
        SortedMap<String, Milestone> more = new TreeMap<>(milestones);
        more.put(code, milestone);
        return with(status, approvedOn, startedOn, closedOn, lineage, windows, more);
    }

    Initiative with(Window window) {
        List<Window> more = new ArrayList<>(windows);
        more.add(window);
        return with(status, approvedOn, startedOn, closedOn, lineage, List.copyOf(more), milestones);
    }

    Initiative with(Lineage from) {
        return with(status, approvedOn, startedOn, closedOn, from, windows, milestones);
    }

    Initiative with(
            InitiativeStatus now,
            @Nullable PartialDate approved,
            @Nullable PartialDate started,
            @Nullable PartialDate closed) {
        return with(now, approved, started, closed, lineage, windows, milestones);
    }

    /** The one copy: what was proposed stays, what happened since is given. */
    private Initiative with(
            @Nullable InitiativeStatus now,
            @Nullable PartialDate approved,
            @Nullable PartialDate started,
            @Nullable PartialDate closed,
            @Nullable Lineage from,
            List<Window> accounts,
            SortedMap<String, Milestone> planned) {
        return new Initiative(
                title,
                programme,
                regions,
                themes,
                leadAgency,
                partners,
                now,
                approved,
                started,
                closed,
                from,
                accounts,
                planned);
    }
}
