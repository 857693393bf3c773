-- Who may do what with the event store. Run anew whenever it, or the name of a role, changes: it only ever grants.
-- The writer's rights on the tables of V1 and V4 are there too, for a writer of another name.
grant select, insert on event to ${writer};
grant select, insert, update, delete on stream, idempotency_key, claim, deadline to ${writer};
grant select, update on shard_head, shard_relay to ${writer};
grant select, insert on shard_epoch to ${writer};
grant select, insert, update, delete on chain_pass to ${writer};
grant select, insert, update on chain_progress to ${writer};
grant select, insert on chain_break, chain_seal to ${writer};
grant select, update on chain_lease to ${writer};
grant select, insert, delete on party to ${writer};
grant select on party_rule to ${writer};
grant select, insert on inbox to ${writer};
grant select, update on inbox_head to ${writer};

-- The reader looks, for operators and analysts. Table by table: one that holds what is personal must not come along.
grant select on event, stream, idempotency_key, claim, deadline, shard_head, shard_relay, shard_epoch,
    chain_pass, chain_progress, chain_break, chain_seal, chain_lease, party, party_rule, inbox, inbox_head to ${reader};

-- To see which version of the tables is there is no secret: a service looks before it serves.
grant select on "${flyway:table}" to ${writer}, ${reader};

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to ${writer}, ${reader}', current_database());
end $$;
