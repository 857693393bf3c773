-- The read models, version 1, in a schema of their own: the next version fills beside this one and the switch is one step.
-- Facts are kept as rows with their dimensions, the event they come from, and when it was said (said_at), recorded and
-- known. No foreign keys: an initiative may arrive before the region it names.

-- What every fact carries. Each table below is "like fact including all".
create table fact (
    basis       text        not null check (basis in ('OPERATIONAL', 'PUBLISHED', 'SYNTHETIC')),
    source      text,
    note        text,
    inferred    text[]      not null,
    event_id    text        not null,
    said_at     timestamptz not null,
    recorded_at timestamptz not null,
    known_at    timestamptz not null
);
comment on table fact is 'A pattern for the columns of every fact; it stays empty.';

-- ---- code lists ---------------------------------------------------------------------------------------------------------
create table agency (
    code            text collate "C" primary key,
    name            text    not null,
    flagship_partner boolean not null,
    fund_member     boolean not null,
    like fact including all
);
create table theme (
    code text collate "C" primary key,
    name text not null,
    like fact including all
);
-- What a source is has the name reference here, since the column source says where a fact comes from.
create table reference (
    code      text collate "C" primary key,
    citation  text not null,
    published text,
    like fact including all
);
create table programme (
    code     text collate "C" primary key,
    name     text   not null,
    partners text[] not null,
    regions  text[] not null,
    like fact including all
);

-- ---- regions: definition, merger, crosswalk and end come by different events, perhaps without the first ------------------
create table region (
    code       text collate "C" primary key,
    name       text not null,
    kind       text not null,
    parent     text,
    valid_from date,
    valid_to   date,
    like fact including all
);
create table region_merger (
    region       text collate "C" primary key,
    predecessors text[] not null,
    merged_on    date   not null,
    like fact including all
);
create table region_crosswalk (
    region text collate "C" primary key,
    maps   text[] not null,
    like fact including all
);
create table region_end (
    region      text collate "C" primary key,
    last_day    date not null,
    merged_into text,
    like fact including all
);

-- ---- measures, what was observed, what was aimed at ---------------------------------------------------------------------
create table measure (
    code        text collate "C" primary key,
    name        text   not null,
    kind        text   not null,
    unit        text   not null,
    direction   text   not null,
    geography   text   not null,
    sensitivity text   not null,
    includes    text[] not null,
    excludes    text[] not null,
    like fact including all
);
create table series_break (
    measure    text collate "C" not null,
    -- Empty: for every region. A null could not be part of the key.
    region     text collate "C" not null,
    on_day     date    not null,
    reason     text    not null,
    bridgeable boolean not null,
    like fact including all,
    primary key (measure, region, on_day)
);
create table observation (
    measure   text collate "C" not null,
    region    text collate "C" not null,
    first_day date    not null,
    last_day  date    not null,
    period    text    not null,
    value     numeric,
    status    text    not null,
    withdrawn boolean not null,
    version   bigint  not null,
    like fact including all,
    primary key (measure, region, first_day, last_day)
);
create index observation_by_region on observation (region);
-- Every value a period ever had, so that it can be asked for as it was known.
create table observation_revision (
    measure   text collate "C" not null,
    region    text collate "C" not null,
    version   bigint  not null,
    first_day date    not null,
    last_day  date    not null,
    period    text    not null,
    value     numeric,
    status    text    not null,
    withdrawn boolean not null,
    reason    text,
    like fact including all,
    primary key (measure, region, version)
);
create table target_event (
    measure      text collate "C" not null,
    region       text collate "C" not null,
    version      bigint not null,
    event        text   not null,
    announced_on date   not null,
    value        numeric,
    unit         text,
    baseline     date,
    due          date,
    like fact including all,
    primary key (measure, region, version)
);

-- ---- initiatives --------------------------------------------------------------------------------------------------------
create table initiative (
    code          text collate "C" primary key,
    title         text   not null,
    programme     text   not null,
    regions       text[] not null,
    themes        text[] not null,
    lead_agency   text   not null,
    partners      text[] not null,
    like fact including all
);
-- One row per kind of step; the status is read off the steps there are.
create table initiative_step (
    initiative text collate "C" not null,
    step       text collate "C" not null check (step in ('APPROVED', 'STARTED', 'CLOSED')),
    on_day     text,
    reason     text,
    like fact including all,
    primary key (initiative, step)
);
create table initiative_lineage (
    initiative    text collate "C" primary key,
    tailored_from text not null,
    kept          text,
    adapted       text,
    why           text,
    like fact including all
);
create table initiative_window (
    initiative text collate "C" not null,
    version    bigint not null,
    began      text   not null,
    ended      text,
    by_source  text   not null,
    like fact including all,
    primary key (initiative, version)
);
create table milestone (
    initiative   text collate "C" not null,
    code         text collate "C" not null,
    title        text not null,
    original_due_on date not null,
    like fact including all,
    primary key (initiative, code)
);
create table milestone_rescheduling (
    initiative text collate "C" not null,
    code       text collate "C" not null,
    due_on     date not null,
    times      integer not null,
    like fact including all,
    primary key (initiative, code)
);
create table milestone_miss (
    initiative text collate "C" not null,
    code       text collate "C" not null,
    due_on     date not null,
    like fact including all,
    primary key (initiative, code)
);
create table milestone_arrival (
    initiative    text collate "C" not null,
    code          text collate "C" not null,
    reached_on    date    not null,
    days_late     integer not null,
    recorded_late boolean not null,
    like fact including all,
    primary key (initiative, code)
);

-- ---- joint cases: what is counted. No query reads these two but the freezing of months (nz.flagships.reporting.caseload) --
create table joint_case (
    stream text collate "C" primary key,
    region text not null,
    like fact including all
);
create table joint_case_change (
    stream  text collate "C" not null,
    version bigint not null,
    change  text   not null check (change in ('OPENED', 'CLOSED', 'REOPENED')),
    month   date   not null check (extract(day from month) = 1),
    like fact including all,
    primary key (stream, version)
);
-- What may be seen of them: rounded, for closed months, one whole table per vintage.
create table caseload_vintage (
    vintage       bigint generated always as identity primary key,
    frozen_at     timestamptz not null,
    through_month date        not null,
    positions     text        not null,
    synthetic     boolean     not null
);
create table caseload (
    vintage bigint not null,
    region  text collate "C" not null,
    month   date    not null,
    -- Fixed random rounding to base 3: an unrounded figure cannot be stored here.
    opened  integer not null check (opened >= 0 and opened % 3 = 0),
    closed  integer not null check (closed >= 0 and closed % 3 = 0),
    active  integer not null check (active >= 0 and active % 3 = 0),
    primary key (vintage, region, month)
);
