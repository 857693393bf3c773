-- Which agencies are registered, as initiative-service published it; kept by the reader. A table of its own, since the one of other
-- codes names the kinds it takes.
create table known_agency (
    code text collate "C" primary key
);

-- What was published before there was a table for it, and went by: it is read once more from the log of initiative-service, and the
-- row goes when that is done.
create table passed_by (
    kind text primary key
);
insert into passed_by select 'agency' where exists (
    select from reader_cursor where source = 'initiative' and position > 0);

grant select, insert on known_agency to ${writer};
grant select, delete on passed_by to ${writer};
