-- Who may do what with the read models. Run anew whenever it, or the name of a role, changes.
--
-- The writer keeps the rows and owns none of the tables: it cannot drop, truncate or alter one. What a later migration adds
-- is theirs in the same way, since the owner says so here for all that it will make.
grant usage on schema "${flyway:defaultSchema}" to ${writer}, ${reader};
grant select, insert, update, delete on all tables in schema "${flyway:defaultSchema}" to ${writer};
grant usage, select on all sequences in schema "${flyway:defaultSchema}" to ${writer};
grant select on all tables in schema "${flyway:defaultSchema}" to ${reader};
alter default privileges in schema "${flyway:defaultSchema}"
    grant select, insert, update, delete on tables to ${writer};
alter default privileges in schema "${flyway:defaultSchema}" grant usage, select on sequences to ${writer};
alter default privileges in schema "${flyway:defaultSchema}" grant select on tables to ${reader};

-- Whoever analyses reads what answers show and no more. Counts of people leave by the caseload, which is rounded and frozen;
-- a measure that counts people or too few of them is suppressed, as everywhere.
revoke select on joint_case, joint_case_change, joint_case_lead, observation, observation_revision, evaluation_result from ${reader};
-- How far the shards are says when something happens in a case; what a vintage is is said by its other columns.
revoke select on reader_cursor, reader_parked, reader_filled, passed_by, caseload_vintage from ${reader};
grant select (vintage, frozen_at, through_month, synthetic) on caseload_vintage to ${reader};
create or replace view observation_shown as
    select o.measure, o.region, o.first_day, o.last_day, o.period,
           case when m.sensitivity = 'AGGREGATE' then o.value end as value,
           case when m.sensitivity = 'AGGREGATE' then o.status else 'Q' end as status,
           o.basis, o.source, o.recorded_at, o.known_at
    from observation o
    left join measure m on m.code = o.measure
    where not o.withdrawn;
grant select on observation_shown to ${reader};
-- What was found of such a measure gives counts away too: how many were treated is one, a difference is in the measure's unit, and
-- the width of a ratio's interval is made of the four counts. What it says stays. /v1/evaluations reads this view as well: there
-- is one place that keeps numbers back. An outcome that is no measure is a publication's own words; but the sizes of the groups are
-- those of the study, so that beside a result that is kept back nobody's are shown.
create or replace view evaluation_result_shown as
    select r.evaluation, r.number, r.measure, r.name, r.unit, r.direction, r.population, r.role, r.scale, r.worthwhile,
           case when k.shown then r.effect end as effect,
           case when k.shown then r.interval_low end as interval_low,
           case when k.shown then r.interval_high end as interval_high,
           r.confidence_level,
           case when k.shown and g.shown then r.treated end as treated,
           case when k.shown and g.shown then r.comparison end as comparison,
           r.method, r.by_source, r.caveats, r.judged, r.missing_reason,
           r.missing_reason is null
               and (not k.shown or not g.shown and (r.treated is not null or r.comparison is not null)) as suppressed,
           r.basis, r.source, r.note, r.inferred, r.event_id, r.said_at, r.recorded_at, r.known_at
    from evaluation_result r
    left join measure m on m.code = r.measure
    cross join lateral (select r.measure is null or coalesce(m.sensitivity = 'AGGREGATE', false) as shown) k
    cross join lateral (
        select not exists (
            select 1
            from evaluation_result beside
            left join measure of_it on of_it.code = beside.measure
            where beside.evaluation = r.evaluation and beside.missing_reason is null and beside.measure is not null
                and not coalesce(of_it.sensitivity = 'AGGREGATE', false)) as shown) g;
grant select on evaluation_result_shown to ${reader};

-- Which migrations were run is for the owner to write.
revoke insert, update, delete on "${flyway:table}" from ${writer};

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to ${writer}, ${reader}', current_database());
end $$;
