-- a publication that is given to ever more conversations before it is everybody's
create table knowledge_rollouts (
    tenant_id         text             not null references tenants (id),
    id                text             primary key,
    state             text             not null,   -- running | paused | published | rolled-back
    stage             bigint           not null,   -- 0: in the shadow; then ever larger shares
    stage_at          bigint           not null,   -- since when
    changes           bigint           not null,   -- the node's number of its last move
    hold_minutes      bigint           not null,   -- how long a stage lasts at least
    conversations_min bigint           not null,   -- how many conversations a stage sees at least
    tolerance         double precision not null,   -- by which part failures may be more frequent, 0–1
    automatic         boolean          not null,   -- it goes on by itself
    note              text,
    despite           text,                        -- JSON: why it was begun although something breaks
    started_by        text             not null,
    started_at        bigint           not null,
    ended_at          bigint
);
create index knowledge_rollouts_of on knowledge_rollouts (tenant_id, started_at);

-- what it gives, as it was when it began; without content what it withdraws
create table knowledge_rollout_items (
    rollout_id    text   not null references knowledge_rollouts (id),
    item_id       text   not null references knowledge_items (id),
    tenant_id     text   not null,
    overrides_id  text,
    version       bigint not null,
    language      text   not null,
    question      text   not null,
    similar_count bigint not null,
    category      text,
    valid_from    bigint,
    valid_to      bigint,
    content       text,                  -- JSON
    search        text   not null,
    primary key (rollout_id, item_id)
);

-- what was done with it, by whom and why
create table knowledge_rollout_moves (
    tenant_id  text   not null,
    rollout_id text   not null references knowledge_rollouts (id),
    changes    bigint not null,
    state      text   not null,
    stage      bigint not null,
    by_name    text,                     -- null: it went by itself
    reason     text,                     -- JSON
    at         bigint not null,
    primary key (rollout_id, changes)
);

-- the roll-out that runs at the node, and how often any of its roll-outs moved: what servers look at
alter table knowledge_nodes add column rollout_id text;
alter table knowledge_nodes add column rollout_changes bigint not null default 0;

-- of a publication that was made although a replay showed lost questions: how many
alter table knowledge_overrulings add column lost bigint not null default 0;
