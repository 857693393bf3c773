-- Evaluations with their results, Budget rounds with bids and decisions, and claims. As in V100: a row per fact, no foreign keys.

create table evaluation (
    evaluation         text collate "C" primary key,
    subject            text    not null,
    kind               text    not null,
    title              text    not null,
    design             text    not null,
    treated_regions    text[]  not null,
    comparison_regions text[]  not null,
    treated_cohort     text,
    comparison_cohort  text,
    baseline_from      date,
    baseline_to        date,
    outcome_from       date    not null,
    outcome_to         date    not null,
    success_rule       text    not null,
    confidence_level   numeric not null,
    registered_on      date    not null,
    registered         text    not null,
    like fact including all
);
-- What it is to report on. The result of a number is of the same outcome.
create table evaluation_outcome (
    evaluation text collate "C" not null,
    number     integer not null,
    measure    text,
    name       text not null,
    unit       text not null,
    direction  text not null,
    population text,
    role       text not null,
    scale      text not null,
    worthwhile numeric,
    like fact including all,
    primary key (evaluation, number)
);
create table evaluation_entry (
    evaluation text collate "C" primary key,
    like fact including all
);
create table evaluation_conclusion (
    evaluation   text collate "C" primary key,
    subject      text not null,
    kind         text not null,
    title        text,
    design       text,
    outcome_from date,
    outcome_to   date,
    concluded_on text,
    verdict      text not null,
    registered   text not null check (registered in ('PRE_REGISTERED', 'EXPLORATORY', 'PUBLISHED')),
    like fact including all
);
create table evaluation_result (
    evaluation       text collate "C" not null,
    number           integer not null,
    measure          text,
    name             text not null,
    unit             text not null,
    direction        text not null,
    population       text,
    role             text not null,
    scale            text not null,
    worthwhile       numeric,
    effect           numeric,
    interval_low     numeric,
    interval_high    numeric,
    confidence_level numeric,
    treated          bigint,
    comparison       bigint,
    method           text,
    by_source        text,
    caveats          text,
    judged           text not null,
    -- Why there is no result; null where there is one.
    missing_reason   text,
    like fact including all,
    primary key (evaluation, number)
);
create table evaluation_override (
    evaluation text collate "C" primary key,
    reason     text not null,
    agency     text not null,
    like fact including all
);
-- What is known of an initiative's effect, event by event; the last one holds.
create table initiative_evidence (
    initiative text collate "C" not null,
    version    bigint not null,
    status     text   not null,
    evaluation text   not null,
    like fact including all,
    primary key (initiative, version)
);

create table budget_round (
    round     text collate "C" primary key,
    title     text not null,
    opened_on text,
    like fact including all
);
create table budget_round_end (
    round     text collate "C" primary key,
    closed_on text,
    like fact including all
);
create table budget_bid (
    round        text collate "C" not null,
    initiative   text collate "C" not null,
    agency       text    not null,
    amount_cents bigint  not null,
    years        integer not null,
    lodged_on    date    not null,
    overridden   boolean not null,
    like fact including all,
    primary key (round, initiative)
);
create table budget_decision (
    round               text collate "C" not null,
    initiative          text collate "C" not null,
    decision            text    not null check (decision in ('GRANTED', 'DECLINED')),
    amount_cents        bigint,
    years               integer,
    decided_on          text    not null,
    reason              text,
    bid                 boolean not null,
    qualifying_evidence boolean not null,
    like fact including all,
    primary key (round, initiative)
);

create table claim (
    measure        text collate "C" not null,
    version        bigint  not null,
    region         text    not null,
    began          text    not null,
    ended          text    not null,
    change_percent numeric not null,
    claimed_by     text    not null,
    by_source      text    not null,
    like fact including all,
    primary key (measure, version)
);
