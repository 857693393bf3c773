-- Many rows of every read model, invented: what a list does with them is tested, not what they mean. %1$s rows of the large ones.
insert into region select 'MANY-R' || n, 'Region ' || n, 'POLICE_AREA', null, null, null, f.* from generate_series(1, 30) n, many_fact f;
insert into agency select 'MANY-A' || n, 'Agency ' || n, true, true, f.* from generate_series(1, 120) n, many_fact f;
insert into theme select 'MANY-T' || n, 'Theme ' || n, f.* from generate_series(1, 120) n, many_fact f;
insert into reference select 'MANY-S' || n, 'Source ' || n, case when n %% 2 = 0 then '2014' end, f.* from generate_series(1, 120) n, many_fact f;
insert into programme select 'MANY-P' || n, 'Programme ' || n, '{MANY-A1}', '{MANY-R1}', f.* from generate_series(1, 120) n, many_fact f;
insert into measure select 'MANY-M' || n, 'Measure ' || n, 'COUNT', 'things', 'LOWER_BETTER', 'OCCURRENCE', 'AGGREGATE', '{}', '{}', f.*
from generate_series(1, 120) n, many_fact f;
insert into series_break select 'MANY-M' || n, case when n %% 2 = 0 then '' else 'MANY-R1' end, date '2013-01-01', 'Recoded', true, f.*
from generate_series(1, 120) n, many_fact f;
insert into observation select 'MANY-M' || (1 + n %% 10), 'MANY-R' || (1 + n / 10 %% 30), d, d, d::text, n, 'A', false, 1, f.*
from generate_series(0, %1$s - 1) n, many_fact f, lateral (select date '1990-01-01' + n / 300 as d) day;
insert into target_event select 'MANY-M' || n, 'MANY-R1', 1, 'TargetSet', date '2012-07-01', n, 'percent', date '2011-06-30', date '2017-06-30', f.*
from generate_series(1, 120) n, many_fact f;
insert into claim select 'MANY-M' || (1 + n %% 10), n, 'MANY-R' || (1 + n %% 30), '1990-01', '1990-02', n, 'Somebody', 'MANY-S1', f.*
from generate_series(1, 150) n, many_fact f;
insert into initiatives select 'MANY-I' || n, 'Initiative ' || n, 'MANY-P1', array['MANY-R' || (1 + n %% 30), 'MANY-R' || (1 + (n + 1) %% 30)], '{MANY-T1}', 'MANY-A1',
       '{MANY-A1,MANY-A2}', '{MANY-A1,MANY-A2}', 'TRIALLING', 'EFFECTIVE', 'UNFUNDED', null, null, null, null, true, '2013-10', true, null, '[]', '{MANY-S1}',
       true, '{evidence,lifecycle}', 'SYNTHETIC', 'MANY-S1', null, '{}', 'initiative/MANY-I' || n, 3
from generate_series(1, 400) n;
insert into milestones select i, 'M' || n, 'Milestone ' || n, o.regions, d, d, 0, case when n %% 2 = 1 then 'REACHED' else 'PLANNED' end,
       case when n %% 2 = 1 then d + n %% 3 end, case when n %% 2 = 1 then n %% 3 end, false, false, null,
       true, 'SYNTHETIC', 'MANY-S1', null, '{}', 'initiative/' || i, 2
from generate_series(1, %1$s) n, lateral (select 'MANY-I' || (1 + n %% 400) as i, date '2014-01-01' + n %% 1000 as d) plan join initiatives o on o.code = i;
insert into barriers select i, 'B' || n, 'Barrier ' || n, o.regions, 'PREMISES', 'MEDIUM',
       case when n %% 6 = 1 then 'RESOLVED' when n %% 2 = 1 then 'ESCALATED' else 'OPEN' end, date '2014-01-01' + d,
       case when n %% 2 = 1 then date '2014-01-10' + d end, null, case when n %% 6 = 1 then date '2014-02-10' + d end,
       case when n %% 6 = 1 then 'REMOVED' end, 0, null, null, null, '{}', true,
       case when n %% 6 = 1 then date '2014-02-10' when n %% 2 = 1 then date '2014-01-10' else date '2014-01-01' end + d,
       true, 'SYNTHETIC', 'MANY-S1', null, '{}', 'initiative/' || i, 2
from generate_series(1, %1$s) n, lateral (select 'MANY-I' || (1 + n %% 400) as i, n %% 500 as d) raised join initiatives o on o.code = i;
insert into outputs select 'MANY-I' || (1 + n %% 400), 'MANY-R1', 'LICENCES_GAINED', d::text, d, d, 9007199254740991, 'licences', false,
       true, 'SYNTHETIC', 'MANY-S1', null, '{}', 'initiative/MANY-I' || (1 + n %% 400), 2
from generate_series(1, %1$s) n, lateral (select date '1990-01-01' + n / 400 as d) day;
insert into initiative_evidence select 'MANY-I' || n, 3, 'EFFECTIVE', 'MANY-E' || n, f.* from generate_series(1, 400) n, many_fact f;
insert into evaluation_conclusion select 'MANY-E' || n, 'MANY-I' || (1 + n %% 400), 'INITIATIVE', 'Evaluation ' || n, null, null, null, '2019', 'MIXED', 'PUBLISHED', f.*
from generate_series(1, %1$s) n, many_fact f;
insert into evaluation_result select 'MANY-E' || n, 0, null, 'prison days', 'days', 'LOWER_BETTER', null, 'PRIMARY', 'DIFFERENCE', null, -n, -n - 1, -n + 1,
       95, 100, null, null, 'MANY-S1', null, 'BETTER', null, f.*
from generate_series(1, %1$s) n, many_fact f;
insert into budget_round select 'MANY-B' || n, 'Budget ' || n, null, f.* from generate_series(1, 120) n, many_fact f;
insert into budget_bid select 'MANY-B' || (1 + n %% 5), 'MANY-I' || n, 'MANY-A1', 9007199254740991, 4, date '2016-01-01', false, f.*
from generate_series(1, 400) n, many_fact f;
insert into budget_decision select 'MANY-B' || (1 + n %% 5), 'MANY-I' || n, 'GRANTED', 9007199254740991, 4, '2016-05-26', null, true, false, f.*
from generate_series(1, 200) n, many_fact f;
insert into fund_lot select 'MANY-FUND', 'L' || n, 'MANY-A' || n, 'FY2014', date '2014-01-01', 1000000000, null, f.*
from generate_series(1, 120) n, many_fact f;
insert into fund_allocation select 'MANY-FUND', 'AL' || n, null, 'MANY-I' || n, 'MANY-A2', 1000, date '2014-02-01', f.*
from generate_series(1, 120) n, many_fact f;
insert into fund_allocation_step select 'MANY-FUND', 'AL' || n, 'APPROVED', date '2014-02-02', f.* from generate_series(1, 120) n, many_fact f;
insert into fund_bid select 'MANY-FUND', 'BID' || n, 'MANY-A1', 'MANY-I' || n, 1000, 'To try it', date '2014-01-01', f.*
from generate_series(1, 120) n, many_fact f;
insert into fund_entry select 'MANY-FUND', n, 1, 'SavingBanked', 'BANKED', date '2014-01-01', 'L' || n, null, 1000000000, f.*
from generate_series(1, 120) n, many_fact f;
insert into fund_entry select 'MANY-FUND', 1000 + n, 1, case when n <= 120 then 'AllocationApproved' else 'FundsTransferred' end,
       case when n <= 120 then 'APPROVED' else 'TRANSFERRED' end, date '2014-02-02' + n %% 900, 'L' || (1 + n %% 120), 'AL' || (1 + n %% 120),
       case when n <= 120 then 1000000 else 1 end, f.*
from generate_series(1, %1$s) n, many_fact f;
insert into fund_figure select 'MANY-FUND', n, 'Savings ' || n, '2014', 10, 'NZD', 'MANY-S1', 'AVAILABLE', null, null, f.*
from generate_series(1, 120) n, many_fact f;
-- The latest, whatever is frozen meanwhile.
insert into caseload_vintage (vintage, frozen_at, through_month, positions, synthetic) overriding system value
values (1000000, now(), date '2025-12-01', '', true);
insert into caseload select 1000000, 'MANY-R' || (1 + n %% 30), (date '1985-01-01' + n / 30 * interval '1 month')::date, 6, 3, 3
from generate_series(0, %1$s - 1) n;
