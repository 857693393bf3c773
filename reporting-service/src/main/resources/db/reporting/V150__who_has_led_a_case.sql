-- Which agencies have ever led a case: cases of the same ones are rounded by themselves (docs/decisions/0018). No query reads it but the
-- freezing of months.
create table joint_case_lead (
    stream text collate "C" not null,
    agency text collate "C" not null,
    like fact including all,
    primary key (stream, agency)
);

-- What was published before there was a table for it, and went by: it is read once more from the log of case-service, and the row goes
-- when that is done. Until then no months are frozen.
create table passed_by (
    kind text primary key
);
insert into passed_by select 'lead' where exists (
    select from reader_cursor where source = 'case' and position > 0);
