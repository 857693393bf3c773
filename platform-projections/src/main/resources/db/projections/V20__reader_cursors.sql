-- How far the reader has come in each shard of each source; moved in the transaction that writes the rows.
create table reader_cursor (
    source            text        collate "C" not null,
    shard             smallint    not null check (shard between 0 and 15),
    epoch             integer     not null default 1 check (epoch >= 1),
    position          bigint      not null default 0 check (position >= 0),
    -- Counted one by one, so that a position that was passed over shows.
    applied           bigint      not null default 0 check (applied >= 0),
    kafka_offset      bigint      not null default 0,
    last_recorded_at  timestamptz,
    moved_at          timestamptz not null default now(),
    stopped_reason    text,
    stopped_position  bigint,
    stopped_projection text,
    stopped_since     timestamptz,
    primary key (source, shard)
) with (fillfactor = 50);

comment on table reader_cursor is 'The cursors of the reader; one integer per shard is checkpoint, duplicate check and loss check.';

-- A write service runs as <database>_writer; reporting runs as the owner.
do $$
declare writer text := regexp_replace(current_user, '_owner$', '_writer');
begin
    if exists (select from pg_roles where rolname = writer) then
        execute format('grant select, insert, update on reader_cursor to %I', writer);
    end if;
end $$;
