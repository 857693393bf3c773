-- How far each shard of each source was when this schema of read models began to fill, and when that was reached. A replica is not
-- ready before all are, and is then for good: what the sources say later is what every reader runs after.
--
-- Run anew whenever it changes, and has no number: the read models' own are higher, and those before may not come after.
create table if not exists reader_filled (
    source     text collate "C" not null,
    shard      smallint not null,
    goal       bigint   not null,
    reached_at timestamptz,
    primary key (source, shard)
);
comment on table reader_filled is 'What the sources had when this schema began to fill, and when it was reached.';
do $$
declare writer text := regexp_replace(current_user, '_owner$', '_writer');
begin
    if exists (select from pg_roles where rolname = writer) then
        execute format('grant select, insert, update on reader_filled to %I', writer);
    end if;
end $$;
