-- How far the history has been verified, and what was found broken. Nothing here is part of the history: it can be thrown
-- away, and the next pass begins anew.

-- A walk over the whole history from its first event. It goes on with what is stored after it was completed, until the next.
create table chain_pass (
    pass      bigint      generated always as identity primary key,
    begun     timestamptz not null default clock_timestamp(),
    completed timestamptz,
    verified  bigint      not null default 0,
    breaks    bigint      not null default 0
);

-- How far a pass has come in each shard. A block is what lies after the last seal: its digest so far, and whether something in
-- it was found broken.
create table chain_progress (
    pass     bigint   not null references chain_pass on delete cascade,
    shard    smallint not null,
    target   bigint   not null,
    position bigint   not null default 0,
    block    bytea    not null,
    sealed   bigint   not null default 0,
    broken   boolean  not null default false,
    primary key (pass, shard)
) with (fillfactor = 50);

-- What a pass found that is not as it was appended. Positions and ids only: nothing of what the events say.
create table chain_break (
    pass     bigint      not null references chain_pass on delete cascade,
    shard    smallint    not null,
    position bigint      not null,
    through  bigint      not null,
    kind     text        collate "C" not null,
    event    uuid,
    expected bytea,
    found    bytea,
    found_at timestamptz not null default clock_timestamp(),
    primary key (pass, shard, position, kind)
);

-- The hashes and the order of a run of events, as they were when it was first verified: a later pass that finds others there
-- shows what a chain alone cannot, a history rewritten with its hashes, or events of two streams that changed places.
create table chain_seal (
    shard   smallint    not null,
    through bigint      not null,
    digest  bytea       not null,
    sealed  timestamptz not null default clock_timestamp(),
    primary key (shard, through)
);

-- Who verifies: one at a time, by the database's clock.
create table chain_lease (
    one         boolean primary key default true check (one),
    owner       text,
    lease_until timestamptz
) with (fillfactor = 10);
insert into chain_lease default values;

grant select, insert, update, delete on chain_pass to ${writer};
grant select, insert, update on chain_progress to ${writer};
grant select, insert on chain_break, chain_seal to ${writer};
grant select, update on chain_lease to ${writer};
