-- The databases of the three services and their roles, as the launcher makes them: <database>_owner migrates and owns, _writer is
-- what a service is, _reader looks; the last two may do only what migrations grant. It may be run again at any time.
\getenv initiative_owner INITIATIVE_OWNER_PASSWORD
\getenv initiative_writer INITIATIVE_WRITER_PASSWORD
\getenv initiative_reader INITIATIVE_READER_PASSWORD
\getenv cases_owner CASES_OWNER_PASSWORD
\getenv cases_writer CASES_WRITER_PASSWORD
\getenv cases_reader CASES_READER_PASSWORD
\getenv reporting_owner REPORTING_OWNER_PASSWORD
\getenv reporting_writer REPORTING_WRITER_PASSWORD
\getenv reporting_reader REPORTING_READER_PASSWORD

select format('create role %I login', name)
  from unnest(array['initiative_owner', 'initiative_writer', 'initiative_reader', 'cases_owner', 'cases_writer', 'cases_reader',
                    'reporting_owner', 'reporting_writer', 'reporting_reader']) name
 where not exists (select from pg_roles where rolname = name)
\gexec

alter role initiative_owner password :'initiative_owner';
alter role initiative_writer password :'initiative_writer';
alter role initiative_reader password :'initiative_reader';
alter role cases_owner password :'cases_owner';
alter role cases_writer password :'cases_writer';
alter role cases_reader password :'cases_reader';
alter role reporting_owner password :'reporting_owner';
alter role reporting_writer password :'reporting_writer';
alter role reporting_reader password :'reporting_reader';

select format('create database %I owner %I', name, name || '_owner')
  from unnest(array['initiative', 'cases', 'reporting']) name
 where not exists (select from pg_database where datname = name)
\gexec

revoke all on database initiative from public;
revoke all on database cases from public;
revoke all on database reporting from public;
grant connect on database initiative to initiative_writer, initiative_reader;
grant connect on database cases to cases_writer, cases_reader;
grant connect on database reporting to reporting_writer, reporting_reader;
