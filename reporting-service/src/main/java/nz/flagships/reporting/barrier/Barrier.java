package nz.flagships.reporting.barrier;

import java.time.LocalDate;
import java.util.List;
import nz.flagships.events.Provenance;
import nz.flagships.events.initiative.BarrierCategory;
import nz.flagships.events.initiative.BarrierResolution;
import nz.flagships.events.initiative.BarrierSeverity;
import nz.flagships.reporting.query.Relation;
import org.jspecify.annotations.Nullable;

/**
 * Something in the way of an initiative; a row of {@code GET /v1/barriers}.
 *
 * @param initiative the code of the initiative
 * @param barrier unique in the initiative
 * @param title as people read it
 * @param regions the regions of the initiative
 * @param category what kind of thing it is
 * @param severity how much it is in the way
 * @param status where it stands
 * @param raisedOn the day it was raised first, wherever that was; its age is counted from here
 * @param ageDays days since then; null where {@code ageOn} is not known
 * @param ageOn the day its age is told to: when it was resolved or carried away; while it is open today, but for what was
 *     published or made up the last day that such history tells of
 * @param escalatedOn the day it was escalated to the National Office first
 * @param advisedOn the day the National Office gave its first advice
 * @param resolvedOn the day it was resolved; null while it is not, or where that day is not known
 * @param resolution how it went; null while it is not resolved
 * @param reopened how often it was reopened
 * @param daysToAdvice from the first escalation to the first advice
 * @param daysToResolution from the day it was raised to the day it was resolved; null where it only lapsed
 * @param waitingFor who has to act: {@code NATIONAL-OFFICE} or the code of an agency; null once it is over
 * @param carriedTo what it is now in another initiative, as {@code PK-ALCOHOL/B1}
 * @param carriedFrom what it was in another initiative
 * @param linked what it is the same as in other initiatives
 * @param inRegions the regions in which it is, with those of all that it is the same as
 * @param synthetic whether any of this was made up for a demonstration
 * @param provenance of the fact that brought it here
 */
public record Barrier(
        String initiative,
        String barrier,
        String title,
        List<String> regions,
        BarrierCategory category,
        BarrierSeverity severity,
        Status status,
        LocalDate raisedOn,
        @Nullable Integer ageDays,
        @Nullable LocalDate ageOn,
        @Nullable LocalDate escalatedOn,
        @Nullable LocalDate advisedOn,
        @Nullable LocalDate resolvedOn,
        @Nullable BarrierResolution resolution,
        int reopened,
        @Nullable Integer daysToAdvice,
        @Nullable Integer daysToResolution,
        @Nullable String waitingFor,
        @Nullable String carriedTo,
        @Nullable String carriedFrom,
        List<String> linked,
        List<String> inRegions,
        boolean synthetic,
        Provenance provenance) {
    /** Who waits at the desk in Wellington. */
    public static final String NATIONAL_OFFICE = "NATIONAL-OFFICE";

    /**
     * What is known of barriers, as old as they are on the day that is the argument, and whom they wait for. What was
     * published or made up is history: its age is told to the last day that such history tells of, since nobody says
     * what became of it afterwards.
     */
    static final String ON_A_DAY = """
            select aged.*, status not in ('RESOLVED', 'CARRIED') as open,
                   case when status = 'RESOLVED' then ended_on end as resolved_on,
                   case when age_on is not null then greatest(0, age_on - raised_on) end as age_days,
                   case when advised_on >= escalated_on then advised_on - escalated_on when advised_on < escalated_on then 0 end
                       as days_to_advice,
                   case when status = 'RESOLVED' and resolution <> 'LAPSED' and ended_on is not null
                        then greatest(0, ended_on - raised_on) end as days_to_resolution
            from (
                select b.*,
                       case when b.status in ('RESOLVED', 'CARRIED') then b.ended_on
                            when b.history then greatest(b.raised_on, (select max(history_to) from barriers))
                            else ?::date end as age_on,
                       case when b.status in ('RESOLVED', 'CARRIED') then null when b.status = 'ESCALATED' then '%s'
                            else coalesce(b.action_by, i.lead_agency) end as waiting_for,
                       array(select r from (
                                 select unnest(b.regions)
                                 union select unnest(other.regions) from unnest(b.linked) same
                                     join initiatives other on other.code = split_part(same, '/', 1)) places (r)
                             order by r collate "C") as in_regions
                from barriers b
                join initiatives i on i.code = b.initiative) aged
            """.formatted(NATIONAL_OFFICE);

    /** Barriers on the day that is the argument. */
    static final Relation<Barrier> RELATION = Relation.of(ON_A_DAY, Barrier.class);

    /** Where it stands. */
    public enum Status {
        /** Whoever runs the initiative has to act. */
        OPEN,
        /** The National Office has to act. */
        ESCALATED,
        /** The National Office gave advice; whoever runs the initiative has to act. */
        ADVISED,
        /** It is in the way no more. */
        RESOLVED,
        /** Another initiative has it. */
        CARRIED
    }
}
