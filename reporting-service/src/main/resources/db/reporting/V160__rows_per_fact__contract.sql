-- Contracts V150: no version before this one runs on this schema. It has its own, reporting_v2, which is filled from the first event while
-- theirs, reporting_v1, is still asked.
--
-- What became of initiatives, milestones, barriers and outputs was kept as a row per fact and put together for each answer. They
-- are declared read models now: V161, which nz.flagships.reporting.Models makes, has a row for each of them.
drop table initiative, initiative_step, initiative_status, initiative_membership, initiative_lineage, initiative_window,
    milestone, milestone_rescheduling, milestone_miss, milestone_arrival, milestone_cancellation,
    barrier, barrier_step, barrier_link, output;
