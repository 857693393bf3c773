-- Streams that began with a fact about something else, as initiatives that were proposed in order to be tailored, have not
-- claimed their code. As in V3: the first of two that differ by case alone has it, and both go on.
insert into claim (value, stream)
select split_part(stream, '/', 1) || '^' || lower(substr(stream, strpos(stream, '/') + 1)), stream
from stream
where stream !~ '/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
order by stream
on conflict do nothing;
