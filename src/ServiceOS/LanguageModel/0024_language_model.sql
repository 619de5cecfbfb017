-- which language model a node of the tree may use, and for what; what is null in it comes from above
create table language_models (
    tenant_id  text   primary key references tenants (id),
    own        text   not null,              -- JSON; the key in it is sealed
    changed_at bigint not null
);

-- tokens that a merchant used up, or has reserved, in a month
create table model_tokens (
    tenant_id text   not null references tenants (id),
    month     text   not null,               -- 2026-11, UTC
    tokens    bigint not null,
    primary key (tenant_id, month)
);

-- each time that a model was asked, or was to be
create table model_calls (
    id            text   primary key,
    tenant_id     text   not null references tenants (id),
    at            bigint not null,
    model_use     text   not null,           -- draft | answer | summary | test
    model         text   not null,
    outcome       text   not null,           -- answered | timeout | unreachable | refused | unreadable | too-long | injection | budget | circuit-open
    prompt_tokens bigint not null,
    answer_tokens bigint not null,
    ms            bigint not null,
    trace_id      text,
    prompt        text,                      -- masked, and only if the tenant asks for it
    answer        text
);
create index model_calls_of on model_calls (tenant_id, at);
