-- Months that were frozen are figures that were given out: they cannot be counted again from events, and go over as they are.
do $$
begin
    if to_regclass('reporting_v1.caseload_vintage') is not null then
        insert into caseload_vintage (vintage, frozen_at, through_month, positions, synthetic) overriding system value
        select vintage, frozen_at, through_month, positions, synthetic from reporting_v1.caseload_vintage;
        insert into caseload (vintage, region, month, opened, closed, active)
        select vintage, region, month, opened, closed, active from reporting_v1.caseload;
        -- The next one goes on from there.
        perform setval(pg_get_serial_sequence('caseload_vintage', 'vintage'), max(vintage)) from caseload_vintage
        having max(vintage) is not null;
    end if;
end $$;
