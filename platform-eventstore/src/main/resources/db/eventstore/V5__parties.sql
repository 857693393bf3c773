-- Which agencies a thing concerns that not everybody may know of: those that may say something of it. Kept here so that who asks is
-- answered by one look at an index, alike for what is hidden from them and for what is not there; what has happened is read
-- afterwards, and only for those it concerns.
create table party (
    agency text collate "C" not null,
    stream text collate "C" not null,
    primary key (agency, stream)
);

-- Which events make an agency a party, or end it, and which member of their data names it.
create table party_rule (
    type   text    collate "C" primary key,
    member text    not null,
    comes  boolean not null
);

-- Follows the events that are being inserted, in their transaction: also those of a service of the version before, which
-- knows nothing of parties. A service whose aggregates are hidden has rules, and this as a trigger on event; another one has
-- neither, and pays nothing. All rows of a stream are written under the lock of the stream's own row.
create function event_moves_parties() returns trigger language plpgsql as $$
begin
    with said as (
        select distinct on (n.stream, n.data::jsonb ->> r.member)
            n.data::jsonb ->> r.member as agency, n.stream, r.comes
        from added n join party_rule r on r.type = n.type
        order by n.stream, n.data::jsonb ->> r.member, n.version desc),
    gone as (
        delete from party p using said s where not s.comes and p.agency = s.agency and p.stream = s.stream)
    insert into party (agency, stream)
    select s.agency, s.stream from said s where s.comes and s.agency is not null
    on conflict do nothing;
    return null;
end $$;

grant select, insert, delete on party to ${writer};
grant select on party_rule to ${writer};
