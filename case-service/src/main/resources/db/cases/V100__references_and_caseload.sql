-- What initiative-service published and a case refers to; kept by the reader.
create table known_region (
    code       text collate "C" primary key,
    kind       text,
    valid_from date,
    valid_to   date
);

create table known_code (
    kind text collate "C" not null check (kind in ('programme', 'theme', 'initiative')),
    code text collate "C" not null,
    primary key (kind, code)
);

-- The cases an agency may see; kept by the reader from this service's own log. Ids are UUIDs version 7, so that the order
-- of ids is the order of opening here.
create table case_listed (
    case_id      uuid   primary key,
    opened_on    date   not null,
    region       text   not null,
    themes       text[] not null,
    programme    text   not null,
    initiative   text,
    lead_agency  text   not null,
    closed_on    date,
    version      bigint not null
) with (fillfactor = 80);

create table case_agency (
    agency  text collate "C" not null,
    case_id uuid not null,
    primary key (agency, case_id)
);

-- An agency finds its own references beside its cases.
create index claim_of_stream on claim (stream);

grant select, insert, update on known_region, known_code, case_listed to ${writer};
grant select, insert, delete on case_agency to ${writer};
