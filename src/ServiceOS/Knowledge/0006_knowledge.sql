-- one row a node of the tree that has knowledge: its lock, and how often it changed
create table knowledge_nodes (
    tenant_id text   primary key references tenants (id),
    revision  bigint not null,               -- grows with each edit
    version   bigint not null                -- grows with each publication
);

create table knowledge_items (
    id                text    primary key,
    tenant_id         text    not null references tenants (id),
    overrides_id      text    references knowledge_items (id),   -- the item above that this one stands in for
    language          text    not null,      -- from here to valid_to: of the working copy
    question          text    not null,
    similar_count     bigint  not null,
    category          text,
    valid_from        bigint,
    valid_to          bigint,
    updated_at        bigint  not null,
    updated_by        text    not null,
    archived          boolean not null,
    changed           boolean not null,      -- the working copy is not what was published last
    published_version bigint,                -- the last one; null: never
    live_version      bigint,                -- the one that consumers get; null: none
    live_at           bigint,
    live_changed      bigint  not null,      -- the node's version when live_version last changed
    state             text    not null generated always as (
        case when archived then 'archived' when live_version is null then 'draft' when changed then 'changed' else 'published' end
    ) stored,
    pending           boolean not null generated always as (     -- publishing would do something with it
        case when archived then live_version is not null else live_version is null or changed end
    ) stored,
    content           text    not null,      -- JSON: the working copy
    search            text    not null       -- its question, similar questions and answer in lower case
);
create index knowledge_items_by_change on knowledge_items (tenant_id, updated_at, id);
create index knowledge_items_pending on knowledge_items (tenant_id) where pending;
create index knowledge_items_live on knowledge_items (tenant_id, live_changed);
create unique index knowledge_items_override on knowledge_items (tenant_id, overrides_id)
    where overrides_id is not null and not archived;
create index knowledge_items_overriding on knowledge_items (overrides_id) where overrides_id is not null;

-- what was published, never changed again
create table knowledge_versions (
    item_id       text   not null references knowledge_items (id),
    version       bigint not null,           -- 1, 2, 3 … within the item
    tenant_id     text   not null,
    language      text   not null,
    question      text   not null,
    similar_count bigint not null,
    category      text,
    valid_from    bigint,
    valid_to      bigint,
    published_at  bigint not null,
    published_by  text   not null,
    note          text,
    content       text   not null,           -- JSON
    search        text   not null,
    primary key (item_id, version)
);
