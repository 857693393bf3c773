-- The agency that opened a case: its cases are rounded by themselves. Of rows that are there already it is not known until the
-- read models are made anew; those are rounded together, as before.
alter table joint_case add column agency text collate "C";
