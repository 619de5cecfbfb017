-- questions that were asked of a roll-out's candidate too, after they were answered: how many
create table rollout_shadows (
    tenant_id  text   not null references tenants (id),
    rollout_id text   primary key,
    compared   bigint not null
);

-- what the candidate would have done otherwise: each kind once a conversation
create table rollout_differences (
    tenant_id       text   not null,
    rollout_id      text   not null references rollout_shadows (rollout_id),
    conversation_id text   not null,
    kind            text   not null,       -- lost | other | reworded | changed | gained
    times           bigint not null,       -- in this conversation
    body            text   not null,       -- JSON: the first of them
    at              bigint not null,
    primary key (rollout_id, conversation_id, kind)
);

-- of which knowledge a replay told: what is published then must be that very knowledge
alter table replays add column stamp text;
