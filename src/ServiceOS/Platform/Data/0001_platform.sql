-- What the platform itself keeps. Every other table belongs to one folder, and its file lies there.

-- @sqlite
create table facts (
    position  integer primary key,      -- grows in the order of commits: there is one writer
    epoch     bigint not null default 0,
    tenant_id text   not null,
    topic     text   not null,
    subject   text   not null,          -- the id of what it is about
    seq       bigint not null,          -- the subject's own number, 0 when it has none
    at        bigint not null,
    body      text   not null           -- JSON
);
create index facts_of_tenant on facts (tenant_id, position);
-- @postgres
create table facts (
    position  bigint generated always as identity primary key,
    epoch     bigint not null default (pg_current_xact_id()::text::bigint),   -- the writing transaction: see ADR 0005
    tenant_id text   not null,
    topic     text   not null,
    subject   text   not null,
    seq       bigint not null,
    at        bigint not null,
    body      text   not null
);
create index facts_in_order on facts (epoch, position);
create index facts_of_tenant on facts (tenant_id, epoch, position);
-- @all

-- how far each reader of the log has come
create table fact_readers (
    name     text   primary key,
    epoch    bigint not null,
    position bigint not null,
    at       bigint not null
);

-- work that must be done once, by whoever holds its lease
create table jobs (
    id         text   primary key,
    tenant_id  text   not null,
    queue      text   not null,
    business   text   not null,         -- the business key: the same work is queued once
    payload    text   not null,         -- JSON
    run_at     bigint not null,
    attempts   bigint not null default 0,
    held_by    text,
    held_until bigint not null default 0,
    token      bigint not null default 0,
    failed_at  bigint,                  -- given up: a person must look
    error      text,
    unique (queue, business)
);
create index jobs_due on jobs (queue, run_at) where failed_at is null;

-- everything done to the outside world, once
create table effects (
    tenant_id    text   not null,
    kind         text   not null,       -- refund | sms | call | webhook …
    business_key text   not null,       -- what makes it the same effect, whoever asks for it
    state        text   not null,       -- pending | sent | confirmed | failed | unknown
    request      text   not null,       -- JSON
    provider_ref text,
    detail       text,
    created_at   bigint not null,
    changed_at   bigint not null,
    primary key (tenant_id, kind, business_key)
);
create index effects_open on effects (state, changed_at) where state in ('pending', 'sent', 'unknown');

-- the installation's own secrets, made on first start
create table secrets (
    name       text   primary key,
    value      text   not null,
    created_at bigint not null
);
