-- The function that appends, anew, with the same parameters and the same answer: a service of the version before calls it
-- too. What differs from V1:
--
-- * From an item that lost, only the keys are taken back that this very call inserted.
-- * Microseconds become a time exactly. An interval is multiplied as a double, which before June 1684 (2^53 microseconds
--   before 1970) rounded to the nearest even number of them, so that what was read back was not what the hash covers.
--   Whole seconds and what is left of one are both exact.

-- Appends a batch of items in one round trip. Every array is sorted in the order of the locks it takes; the items of a
-- batch have disjoint streams, keys and claims.
--
-- The short way assumes that all will be well. Where it is not (a key or a stream is there already, or a version has
-- moved), all it did is undone and the long way finds out who lost, and stores the others.
--
--   k_…  idempotency keys                c_…  claims
--   n_…  streams to create (version 0: only its absence is guarded, once for each stream)
--   t_…  all streams written or guarded, by item: version null for a guard
--   u_…  those of t_ that are written and exist
--   e_…  the events, sorted by shard; offset counts from 1 within the shard
--   h_…  the shards that have events and how many
--   d_…  deadlines; due null clears
--
-- Returns the heads before the batch by shard (index shard + 1; null where nothing was stored), and the items that lost,
-- with why: 1 a key was stored before, 2 a claim is held, 3 a stream has moved.
create or replace function append(
    k_item integer[], k_agency text[], k_source text[], k_id text[], k_fingerprint bytea[],
    k_stream text[], k_version bigint[], k_shard smallint[], k_event uuid[],
    c_item integer[], c_value text[], c_stream text[],
    n_stream text[], n_version bigint[],
    t_item integer[], t_stream text[], t_expected bigint[], t_version bigint[],
    u_stream text[], u_expected bigint[], u_version bigint[],
    e_item integer[], e_shard smallint[], e_offset bigint[], e_stream text[], e_version bigint[], e_id uuid[],
    e_type text[], e_data text[], e_metadata text[], e_occurred bigint[], e_recorded bigint[], e_known bigint[],
    e_hash bytea[],
    h_shard smallint[], h_count bigint[],
    d_item integer[], d_stream text[], d_key text[], d_due bigint[], d_command text[],
    has_guards boolean,
    out bases bigint[], out lost integer[], out why integer[])
language plpgsql
-- A join from the arrays into a table must run in the order of the arrays, since that is the order of the locks.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    touched record;
    rows    bigint;
    placed  text[];
    claimed text[];
    keyed   bigint[];
    found_  integer[];
begin
    lost := '{}';
    why := '{}';
    begin
        if cardinality(k_item) > 0 then
            insert into idempotency_key (agency, source, id, fingerprint, stream, version, shard, event)
            select unnest(k_agency), unnest(k_source), unnest(k_id), unnest(k_fingerprint),
                   unnest(k_stream), unnest(k_version), unnest(k_shard), unnest(k_event);
        end if;
        if cardinality(c_item) > 0 then
            insert into claim (value, stream) select unnest(c_value), unnest(c_stream);
        end if;
        if cardinality(n_stream) > 0 then
            insert into stream (stream, version) select unnest(n_stream), unnest(n_version);
        end if;
        if has_guards then
            for touched in
                select * from unnest(t_stream, t_expected, t_version) as t (stream, expected, version)
                where t.expected > 0
            loop
                if touched.version is null then
                    perform from stream s
                    where s.stream = touched.stream and s.version = touched.expected for share;
                else
                    update stream s set version = touched.version
                    where s.stream = touched.stream and s.version = touched.expected;
                end if;
                if not found then
                    raise exception using errcode = 'FS001';
                end if;
            end loop;
            delete from stream s using unnest(n_stream, n_version) as n (stream, version)
            where n.version = 0 and s.stream = n.stream;
        elsif cardinality(u_stream) > 0 then
            update stream s set version = u.version
            from (select unnest(u_stream) as stream, unnest(u_expected) as expected, unnest(u_version) as version) u
            where s.stream = u.stream and s.version = u.expected;
            get diagnostics rows = row_count;
            if rows <> cardinality(u_stream) then
                raise exception using errcode = 'FS001';
            end if;
        end if;

        with moved as (
            update shard_head h set head = h.head + n.count
            from (select unnest(h_shard) as shard, unnest(h_count) as count) n
            where h.shard = n.shard
            returning h.shard, h.head - n.count as base)
        select array_agg(m.base order by s) into bases
        from generate_series(0, 15) s left join moved m on m.shard = s;

        insert into event (shard, position, stream, version, id, type, data, metadata,
                           occurred_at, recorded_at, known_at, hash)
        select e.shard, bases[e.shard + 1] + e.offset_, e.stream, e.version, e.id, e.type, e.data, e.metadata::jsonb,
               timestamptz 'epoch' + e.occurred / 1000000 * interval '1 second'
                   + e.occurred % 1000000 * interval '1 microsecond',
               timestamptz 'epoch' + e.recorded / 1000000 * interval '1 second'
                   + e.recorded % 1000000 * interval '1 microsecond',
               timestamptz 'epoch' + e.known / 1000000 * interval '1 second'
                   + e.known % 1000000 * interval '1 microsecond',
               e.hash
        from (select unnest(e_shard) as shard, unnest(e_offset) as offset_, unnest(e_stream) as stream,
                     unnest(e_version) as version, unnest(e_id) as id, unnest(e_type) as type,
                     unnest(e_data) as data, unnest(e_metadata) as metadata, unnest(e_occurred) as occurred,
                     unnest(e_recorded) as recorded, unnest(e_known) as known, unnest(e_hash) as hash) e;
    exception when unique_violation or sqlstate 'FS001' then
        -- The long way. A duplicate has waited for whoever stored the key; only a statement that begins afterwards sees
        -- that row, so the losers are read separately from the insert.
        --
        -- What is taken back from a loser is only what this call inserted, never what it found. An item that was sent
        -- again because its first answer was lost finds its own key, with its own event's id: it loses on its stream, which
        -- that first run has moved, and the key is what the first run committed.
        with made as (
            insert into idempotency_key (agency, source, id, fingerprint, stream, version, shard, event)
            select unnest(k_agency), unnest(k_source), unnest(k_id), unnest(k_fingerprint),
                   unnest(k_stream), unnest(k_version), unnest(k_shard), unnest(k_event)
            on conflict do nothing
            returning agency, source, id)
        select coalesce(array_agg(k.ordinal), '{}') into keyed
        from unnest(k_agency, k_source, k_id) with ordinality as k (agency, source, id, ordinal)
        join made m on m.agency = k.agency and m.source = k.source and m.id = k.id;
        select coalesce(array_agg(distinct k.item), '{}') into found_
        from unnest(k_item, k_agency, k_source, k_id, k_event) as k (item, agency, source, id, event)
        join idempotency_key x on x.agency = k.agency and x.source = k.source and x.id = k.id
        where x.event <> k.event;
        lost := found_;
        why := array_fill(1, array[cardinality(found_)]);

        with made as (
            insert into claim (value, stream)
            select c.value, c.stream from unnest(c_item, c_value, c_stream) as c (item, value, stream)
            where c.item <> all (lost)
            on conflict do nothing
            returning value)
        select coalesce(array_agg(value), '{}') into claimed from made;
        select coalesce(array_agg(distinct c.item), '{}') into found_
        from unnest(c_item, c_value, c_stream) as c (item, value, stream)
        join claim x on x.value = c.value
        where x.stream <> c.stream and c.item <> all (lost);
        lost := lost || found_;
        why := why || array_fill(2, array[cardinality(found_)]);

        -- A row of version 0 holds the place of a stream that must not be there.
        with made as (
            insert into stream (stream, version)
            select distinct on (t.stream) t.stream, 0
            from unnest(t_item, t_stream, t_expected) as t (item, stream, expected)
            where t.expected = 0 and t.item <> all (lost)
            order by t.stream
            on conflict do nothing
            returning stream)
        select coalesce(array_agg(stream), '{}') into placed from made;
        perform from stream s
        where s.stream in (select t.stream from unnest(t_item, t_stream) as t (item, stream) where t.item <> all (lost))
        order by s.stream for no key update;
        select coalesce(array_agg(distinct t.item), '{}') into found_
        from unnest(t_item, t_stream, t_expected) as t (item, stream, expected)
        left join stream s on s.stream = t.stream
        where t.item <> all (lost) and coalesce(s.version, 0) <> t.expected;
        lost := lost || found_;
        why := why || array_fill(3, array[cardinality(found_)]);

        update stream s set version = t.version
        from unnest(t_item, t_stream, t_version) as t (item, stream, version)
        where s.stream = t.stream and t.version is not null and t.item <> all (lost);
        delete from stream s using unnest(placed) as p (stream) where s.stream = p.stream and s.version = 0;
        delete from idempotency_key x
        using unnest(k_item, k_agency, k_source, k_id) with ordinality as k (item, agency, source, id, ordinal)
        where k.item = any (lost) and k.ordinal = any (keyed)
          and x.agency = k.agency and x.source = k.source and x.id = k.id;
        delete from claim x using unnest(c_item, c_value) as c (item, value)
        where c.item = any (lost) and c.value = any (claimed) and x.value = c.value;

        with kept as (
            select e.shard, count(*) as count
            from unnest(e_item, e_shard) as e (item, shard) where e.item <> all (lost) group by e.shard),
        held as (
            select h.shard, kept.count from kept join shard_head h on h.shard = kept.shard
            order by h.shard for no key update of h),
        moved as (
            update shard_head h set head = h.head + held.count from held where h.shard = held.shard
            returning h.shard, h.head - held.count as base)
        select array_agg(m.base order by s) into bases
        from generate_series(0, 15) s left join moved m on m.shard = s;

        insert into event (shard, position, stream, version, id, type, data, metadata,
                           occurred_at, recorded_at, known_at, hash)
        select e.shard, bases[e.shard + 1] + row_number() over (partition by e.shard order by e.nr),
               e.stream, e.version, e.id, e.type, e.data, e.metadata::jsonb,
               timestamptz 'epoch' + e.occurred / 1000000 * interval '1 second'
                   + e.occurred % 1000000 * interval '1 microsecond',
               timestamptz 'epoch' + e.recorded / 1000000 * interval '1 second'
                   + e.recorded % 1000000 * interval '1 microsecond',
               timestamptz 'epoch' + e.known / 1000000 * interval '1 second'
                   + e.known % 1000000 * interval '1 microsecond',
               e.hash
        from unnest(e_item, e_shard, e_stream, e_version, e_id, e_type, e_data, e_metadata, e_occurred, e_recorded,
                    e_known, e_hash) with ordinality
             as e (item, shard, stream, version, id, type, data, metadata, occurred, recorded, known, hash, nr)
        where e.item <> all (lost);
    end;

    if cardinality(d_item) > 0 then
        insert into deadline (stream, key, due, command)
        select d.stream, d.key, timestamptz 'epoch' + d.due / 1000000 * interval '1 second'
               + d.due % 1000000 * interval '1 microsecond', d.command
        from unnest(d_item, d_stream, d_key, d_due, d_command) as d (item, stream, key, due, command)
        where d.due is not null and d.item <> all (lost)
        on conflict (stream, key) do update
        set due = excluded.due, command = excluded.command, attempts = 0, owner = null, lease_until = null;
        delete from deadline x using unnest(d_item, d_stream, d_key, d_due) as d (item, stream, key, due)
        where d.due is null and d.item <> all (lost) and x.stream = d.stream and x.key = d.key;
    end if;
end $$;
