-- ---- the Justice Sector Fund ----------------------------------------------------------------------------------------------
-- One stream, so its facts arrive in order; what they say of initiatives, regions and agencies is looked up when it is asked
-- for, since those may arrive later. Money is whole cents.
create table fund_lot (
    fund         text collate "C" not null,
    lot          text collate "C" not null,
    agency       text   not null,
    year         text   not null,
    banked_on    date   not null,
    amount_cents bigint not null check (amount_cents > 0),
    agreement    text,
    like fact including all,
    primary key (fund, lot)
);
create table fund_bid (
    fund         text collate "C" not null,
    bid          text collate "C" not null,
    agency       text   not null,
    initiative   text   not null,
    amount_cents bigint not null check (amount_cents > 0),
    purpose      text   not null,
    submitted_on date   not null,
    like fact including all,
    primary key (fund, bid)
);
create table fund_bid_ruling (
    fund      text collate "C" not null,
    bid       text collate "C" not null,
    ruling    text collate "C" not null check (ruling in ('ASSESSED', 'DECLINED')),
    by_agency text   not null,
    meets     text[] not null,
    reason    text,
    on_day    date   not null,
    like fact including all,
    primary key (fund, bid, ruling)
);
create table fund_allocation (
    fund             text collate "C" not null,
    allocation       text collate "C" not null,
    bid              text,
    initiative       text   not null,
    receiving_agency text   not null,
    amount_cents     bigint not null check (amount_cents > 0),
    proposed_on      date   not null,
    like fact including all,
    primary key (fund, allocation)
);
-- When it is to be spent: what was proposed, and what was carried forward out of one year and into another.
create table fund_plan (
    fund       text collate "C" not null,
    version    bigint  not null,
    line       integer not null,
    allocation text collate "C" not null,
    year       text    not null,
    cents      bigint  not null,
    like fact including all,
    primary key (fund, version, line)
);
create table fund_endorsement (
    fund       text collate "C" not null,
    version    bigint not null,
    allocation text   not null,
    by_agency  text   not null,
    on_day     date   not null,
    like fact including all,
    primary key (fund, version)
);
create table fund_allocation_step (
    fund       text collate "C" not null,
    allocation text collate "C" not null,
    step       text collate "C" not null check (step in ('APPROVED', 'CANCELLED')),
    on_day     date not null,
    like fact including all,
    primary key (fund, allocation, step)
);
-- The journal: each line takes cents out of one account and puts them into another; which ones follows from the movement.
create table fund_entry (
    fund         text collate "C" not null,
    version      bigint  not null,
    line         integer not null,
    event        text    not null,
    movement     text    not null,
    on_day       date    not null,
    lot          text    not null,
    allocation   text,
    amount_cents bigint  not null check (amount_cents > 0),
    like fact including all,
    primary key (fund, version, line)
);
create table fund_figure (
    fund             text collate "C" not null,
    version          bigint not null,
    what             text   not null,
    as_at            text   not null,
    value            numeric,
    unit             text,
    cited            text   not null,
    compares_with    text,
    receiving_agency text,
    initiative       text,
    like fact including all,
    primary key (fund, version)
);
