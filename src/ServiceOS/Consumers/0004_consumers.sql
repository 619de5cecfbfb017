create table consumers (
    tenant_id     text   not null references tenants (id),
    id            text   primary key,
    member_id     text,                       -- the shop's own id of a member; null: an anonymous visitor
    name          text,
    tier          text,
    locale        text   not null,
    first_seen_at bigint not null,
    last_seen_at  bigint not null
);
create unique index consumers_members on consumers (tenant_id, member_id) where member_id is not null;
