-- Orders are seen by whoever placed them.
insert into party_rule (type, member, comes) values ('nz.flagships.initiative.OrderPlaced.v1', 'agency', true);

create trigger moves_parties after insert on event referencing new table as added
    for each statement execute function event_moves_parties();
