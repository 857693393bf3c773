-- Which event stands at the position of a cursor, so that another one with that position is known by its id.
--
-- Run anew whenever it changes, and has no number: the read models' own are higher, and those before may not come after.
alter table reader_cursor
    add column if not exists last_id text collate "C",
    -- The id is of the event at this position; where the cursor is elsewhere, it was moved by a version that keeps none.
    add column if not exists last_id_position bigint;
