-- The life of initiatives, who runs them, what is in their way, what they put out. No foreign keys: streams come in any order.

-- One row per status that an initiative has: the events of one stream come in order, so the last one stands.
create table initiative_status (
    initiative text collate "C" not null,
    -- GRANT: long-term funding was granted, which makes it established unless it is paused.
    aspect     text collate "C" not null check (aspect in ('LIFECYCLE', 'EVIDENCE', 'FUNDING', 'GRANT')),
    status     text   not null,
    version    bigint not null,
    like fact including all,
    primary key (initiative, aspect)
);
alter table initiative_step drop constraint initiative_step_step_check;
alter table initiative_step add check (step in
    ('APPROVED', 'STARTED', 'PAUSED', 'RESUMED', 'CLOSED', 'DECLINED', 'WITHDRAWN'));

-- Who joined, left, or took the lead, in order.
create table initiative_membership (
    initiative text collate "C" not null,
    version    bigint not null,
    change     text   not null check (change in ('JOINED', 'LEFT', 'LEADS')),
    agency     text   not null,
    on_day     text,
    like fact including all,
    primary key (initiative, version)
);

-- A cancelled milestone that is rescheduled is planned again: whichever came last holds.
alter table milestone_rescheduling add column version bigint not null default 0;
create table milestone_cancellation (
    initiative   text collate "C" not null,
    code         text collate "C" not null,
    cancelled_on date,
    version      bigint not null,
    like fact including all,
    primary key (initiative, code)
);

-- ---- barriers -----------------------------------------------------------------------------------------------------------
-- As it was raised, or as it was when another initiative's was taken over.
create table barrier (
    initiative   text collate "C" not null,
    code         text collate "C" not null,
    title        text not null,
    category     text not null,
    severity     text not null,
    raised_on    date not null,
    action_by    text,
    status       text not null,
    since        date not null,
    escalated_on date,
    advised_on   date,
    reopened     integer not null,
    carried_from text,
    like fact including all,
    primary key (initiative, code)
);
create table barrier_step (
    initiative text collate "C" not null,
    code       text collate "C" not null,
    version    bigint not null,
    step       text   not null check (step in ('ESCALATED', 'ADVISED', 'RESOLVED', 'REOPENED', 'CARRIED')),
    on_day     date,
    resolution text,
    action_by  text,
    carried_to text,
    like fact including all,
    primary key (initiative, code, version)
);
create table barrier_link (
    initiative text collate "C" not null,
    code       text collate "C" not null,
    linked     text[] not null,
    like fact including all,
    primary key (initiative, code)
);

-- ---- outputs ------------------------------------------------------------------------------------------------------------
create table output (
    initiative text collate "C" not null,
    kind       text collate "C" not null,
    region     text collate "C" not null,
    first_day  date   not null,
    last_day   date   not null,
    period     text   not null,
    quantity   bigint not null,
    unit       text   not null,
    revised    boolean not null,
    like fact including all,
    primary key (initiative, kind, region, first_day, last_day)
);
