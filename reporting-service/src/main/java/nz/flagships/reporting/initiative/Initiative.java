package nz.flagships.reporting.initiative;

import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.EvidenceStatus;
import nz.flagships.events.initiative.FundingStatus;
import nz.flagships.events.initiative.InitiativeLifecycle;
import nz.flagships.reporting.query.Relation;
import org.jspecify.annotations.Nullable;

/**
 * An initiative as it stands; a row of {@code GET /v1/initiatives}.
 *
 * @param code as {@code PK-ALCOHOL}
 * @param title as people read it
 * @param programme the code of the programme it belongs to
 * @param regions the codes of the regions it is for
 * @param themes the codes of its themes
 * @param leadAgency the code of the agency that leads it
 * @param agencies every agency that runs it, the lead first
 * @param status as {@code lifecycle}; the name it had before evidence and funding stood beside it
 * @param lifecycle where it stands in its life
 * @param evidence what is known of its effect
 * @param funding where its money comes from
 * @param tailoredFrom the initiative it was tailored from, or null
 * @param kept what was kept; null if not published
 * @param adapted what was adapted; null if not published
 * @param why it was adapted; null if not published
 * @param startedOn as far as known
 * @param endedOn when it was closed, declined or withdrawn, as far as known
 * @param windows other accounts of its dates
 * @param provenance of the proposal; {@code inferred} also names what was inferred of its lineage and its dates
 * @param milestones how many there are, by what became of them
 * @param syntheticStatuses which of lifecycle, evidence and funding rest on facts that were made up for a demonstration
 */
public record Initiative(
        String code,
        String title,
        String programme,
        List<String> regions,
        List<String> themes,
        String leadAgency,
        List<String> agencies,
        InitiativeLifecycle status,
        InitiativeLifecycle lifecycle,
        EvidenceStatus evidence,
        FundingStatus funding,
        @Nullable String tailoredFrom,
        @Nullable String kept,
        @Nullable String adapted,
        @Nullable String why,
        @Nullable String startedOn,
        @Nullable String endedOn,
        List<Window> windows,
        Provenance provenance,
        Count milestones,
        List<String> syntheticStatuses) {
    /** What is known of initiatives, with their milestones counted. */
    static final Relation<Initiative> RELATION = Relation.of("""
            select i.*, i.lifecycle as status, m.*
            from initiatives i
            cross join lateral (
                select count(*) filter (where status = 'PLANNED') as milestones_planned,
                       count(*) filter (where status = 'REACHED') as milestones_reached,
                       count(*) filter (where status = 'MISSED') as milestones_missed,
                       count(*) filter (where status = 'CANCELLED') as milestones_cancelled,
                       count(*) filter (where days_late > 0) as milestones_late,
                       count(*) filter (where rescheduled > 0) as milestones_rescheduled,
                       coalesce(bool_or(synthetic), false) as milestones_synthetic
                from milestones where initiative = i.code) m
            """, Initiative.class);

    /**
     * An account of its dates.
     *
     * @param to null if by this account it had not ended
     * @param source the code of the source
     */
    public record Window(String from, @Nullable String to, String source, Provenance provenance) {}

    /**
     * Its milestones, each in one of the first four; those are all of them.
     *
     * @param planned yet to be reached
     * @param reached in time or late
     * @param missed the due day has passed without it
     * @param cancelled will not be reached; those that were missed before too
     * @param late of those reached, the ones after their due day
     * @param rescheduled those that were given another due day
     * @param synthetic whether any of them was made up for a demonstration
     */
    public record Count(
            int planned, int reached, int missed, int cancelled, int late, int rescheduled, boolean synthetic) {}
}
