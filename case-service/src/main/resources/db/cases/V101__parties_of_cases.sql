-- Who may say something of a case: the agency that opened it, those that were invited, those that joined, until they leave.
insert into party_rule (type, member, comes) values
    ('nz.flagships.case.CaseOpened.v1', 'leadAgency', true),
    ('nz.flagships.case.AgencyInvited.v1', 'invited', true),
    ('nz.flagships.case.AgencyJoinedCase.v1', 'joined', true),
    ('nz.flagships.case.AgencyLeftCase.v1', 'left', false);

-- From here on nothing is appended before this is committed, so that what is there and what comes meet without a gap.
create trigger moves_parties after insert on event referencing new table as added
    for each statement execute function event_moves_parties();

insert into party (agency, stream)
select said.agency, said.stream
from (select distinct on (e.stream, e.data::jsonb ->> r.member)
          e.data::jsonb ->> r.member as agency, e.stream, r.comes
      from event e join party_rule r on r.type = e.type
      order by e.stream, e.data::jsonb ->> r.member, e.version desc) said
where said.comes
on conflict do nothing;

-- Whoever was invited before there was an inbox finds it there too.
insert into inbox (addressee, number, position, kind, stream, version, type, part, agency, recorded_at, synthetic)
select e.data::jsonb ->> 'invited',
    row_number() over (partition by e.data::jsonb ->> 'invited' order by e.recorded_at, e.shard, e.position),
    row_number() over (order by e.recorded_at, e.shard, e.position), 'INVITATION',
    e.stream, e.version, e.type, null, e.metadata ->> 'agency', e.recorded_at,
    coalesce(e.metadata -> 'provenance' ->> 'basis' = 'synthetic', false)
from event e where e.type = 'nz.flagships.case.AgencyInvited.v1';
update inbox_head set position = (select count(*) from inbox);
