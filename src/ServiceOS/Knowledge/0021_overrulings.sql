-- a publication that broke golden questions: why it was made all the same
create table knowledge_overrulings (
    tenant_id text   not null references tenants (id),
    version   bigint not null,           -- the node's publication
    reason    text   not null,
    broken    text   not null,           -- JSON: the questions, as they were asked
    by_name   text   not null,
    at        bigint not null,
    primary key (tenant_id, version)
);

-- the node's publication that made a version; null: made before this was kept
alter table knowledge_versions add column publication bigint;
