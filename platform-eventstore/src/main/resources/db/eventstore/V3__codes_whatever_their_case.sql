-- Whoever holds a code holds it in every case: EFFECTIVE and effective would be two things that nobody tells apart. New streams
-- claim their code in small letters; those that are there already claim it here, the first of two that differ by case alone, and
-- both go on. Streams whose id the service made have none.
insert into claim (value, stream)
select split_part(stream, '/', 1) || '^' || lower(substr(stream, strpos(stream, '/') + 1)), stream
from stream
where stream !~ '/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
order by stream
on conflict do nothing;
