-- which layer of the bot spoke (a greeting is a layer of its own); null: stored before this was kept
alter table decisions add column layer text;
create index decisions_by_layer on decisions (tenant_id, at, layer) where layer is not null;

-- a drawing of decisions that people look over
create table review_samples (
    tenant_id text   not null references tenants (id),   -- the node whose bot is looked over
    id        text   not null,                           -- the client makes it: asked for twice, it is drawn once
    seed      bigint not null,                           -- what the dice began with
    since     bigint not null,                           -- from when on was drawn from,
    until     bigint not null,                           -- and until when
    per_layer bigint not null,
    layers    text   not null,                           -- JSON: from how many of each layer was drawn
    by_name   text   not null,
    at        bigint not null,
    primary key (tenant_id, id)
);

-- a decision that was drawn: once a node
create table reviews (
    tenant_id       text   not null references tenants (id),
    conversation_id text   not null,
    seq             bigint not null,
    sample_id       text   not null,
    place           bigint not null,                     -- in its sample, from 1: the layers take turns
    layer           text   not null,
    decided_at      bigint not null,
    drawn_at        bigint not null,
    verdict         text,                                -- right | wrong | unknown: the last that nobody took back
    verdict_by      text,
    verdict_at      bigint,
    primary key (tenant_id, conversation_id, seq)
);
create index reviews_open on reviews (tenant_id, drawn_at, sample_id, place) where verdict is null;
create index reviews_decided on reviews (tenant_id, decided_at);

-- every verdict there ever was
create table review_verdicts (
    tenant_id       text   not null,
    conversation_id text   not null,
    seq             bigint not null,
    number          bigint not null,                     -- 1, 2, 3… of the decision
    verdict         text   not null,
    by_id           text   not null,
    by_name         text   not null,
    at              bigint not null,
    undone_at       bigint,                              -- whoever said it took it back
    primary key (tenant_id, conversation_id, seq, number)
);
