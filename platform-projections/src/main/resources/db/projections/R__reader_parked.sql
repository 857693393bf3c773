-- What was set aside: an event that cannot be taken, and behind it what its stream said since, in order, so that all other
-- streams go on. The events themselves stay in the log of their source, from where they are taken again.
--
-- Run anew whenever it changes, and has no number: the read models' own are higher, and those before may not come after.
create table if not exists reader_parked (
    source     text        collate "C" not null,
    shard      smallint    not null,
    position   bigint      not null check (position >= 1),
    -- Null where it cannot be told: then it is this one position alone.
    stream     text        collate "C",
    event_id   text        collate "C",
    type       text        collate "C",
    -- POISON: a projection cannot take it; UNREADABLE: nobody can read it; BEHIND: one before it of its stream is here.
    reason     text        not null check (reason in ('POISON', 'UNREADABLE', 'BEHIND')),
    projection text,
    -- The kind of error, never what it says, which may repeat data.
    fault      text,
    parked_at  timestamptz not null default now(),
    tried_at   timestamptz not null default now(),
    primary key (source, shard, position)
);
create index if not exists reader_parked_stream on reader_parked (source, shard, stream, position);

alter table reader_cursor
    -- Events of the shard that are set aside: behind the cursor and not applied.
    add column if not exists parked bigint not null default 0 check (parked >= 0),
    -- Raised whenever another event is set aside or taken again, so that every replica learns of it.
    add column if not exists parked_changes bigint not null default 0;

do $$
declare writer text := regexp_replace(current_user, '_owner$', '_writer');
begin
    if exists (select from pg_roles where rolname = writer) then
        execute format('grant select, insert, update, delete on reader_parked to %I', writer);
    end if;
end $$;
