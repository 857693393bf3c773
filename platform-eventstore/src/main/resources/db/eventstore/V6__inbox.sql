-- What somebody should learn of, by whom: an agency by its code, whoever has a role as role/national-office. Written with the events
-- it tells of. One event has one position, for all that it is told; positions are given under one lock that is held to the
-- end of the transaction, so that whoever has read up to one has missed nothing before it. Positions count what anybody is
-- told, and so are told to nobody: an addressee is told the number among its own.
create table inbox (
    addressee   text        collate "C" not null,
    number      bigint      not null,
    position    bigint      not null,
    kind        text        not null,
    stream      text        collate "C" not null,
    version     bigint      not null,
    type        text        not null,
    part        text,
    agency      text        not null,
    recorded_at timestamptz not null,
    synthetic   boolean     not null,
    primary key (addressee, number)
);

create table inbox_head (
    one      boolean primary key default true check (one),
    position bigint  not null
);
insert into inbox_head (position) values (0);

-- Tells, in the transaction of an append, of what was stored; of items that lost nothing is told. Called only where there is
-- something to tell. The lock is the last that an append takes, after the heads of its shards.
create function tell(
    lost integer[], n_item integer[], n_nr integer[], n_addressee text[], n_kind text[], n_stream text[], n_version bigint[],
    n_type text[], n_part text[], n_agency text[], n_recorded bigint[], n_synthetic integer[])
returns bigint language plpgsql as $$
declare
    told bigint;
    base bigint;
begin
    select count(distinct n.nr) into told
    from unnest(n_item, n_nr) as n (item, nr) where n.item <> all (lost);
    if told = 0 then
        return 0;
    end if;
    update inbox_head set position = position + told returning position - told into base;
    insert into inbox (addressee, number, position, kind, stream, version, type, part, agency, recorded_at, synthetic)
    select n.addressee,
           coalesce((select max(i.number) from inbox i where i.addressee = n.addressee), 0)
               + row_number() over (partition by n.addressee order by n.nr),
           base + dense_rank() over (order by n.nr), n.kind, n.stream, n.version, n.type, n.part, n.agency,
           timestamptz 'epoch' + n.recorded / 1000000 * interval '1 second'
               + n.recorded % 1000000 * interval '1 microsecond',
           n.synthetic = 1
    from unnest(n_item, n_nr, n_addressee, n_kind, n_stream, n_version, n_type, n_part, n_agency, n_recorded, n_synthetic)
        as n (item, nr, addressee, kind, stream, version, type, part, agency, recorded, synthetic)
    where n.item <> all (lost);
    return told;
end $$;

grant select, insert on inbox to ${writer};
grant select, update on inbox_head to ${writer};
