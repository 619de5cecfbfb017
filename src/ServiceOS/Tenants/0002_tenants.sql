create table tenants (
    id         text   primary key,
    parent_id  text   references tenants (id),
    kind       text   not null,              -- platform | unit | merchant
    slug       text   not null unique,
    path       text   not null unique,       -- /platform/unit/merchant/ by ids
    settings   text   not null default '{}', -- JSON; a field that is absent comes from above
    created_at bigint not null,
    changed_at bigint not null
);
create index tenants_below on tenants (parent_id);

-- the key by which a merchant's site vouches for its members
create table member_keys (
    tenant_id  text   primary key references tenants (id),
    algorithm  text   not null,              -- HS256 | RS256
    material   text   not null,              -- HS256: the shared secret; RS256: the public key, PEM
    changed_at bigint not null
);

create table api_keys (
    id           text   primary key,
    tenant_id    text   not null references tenants (id),
    name         text   not null,
    prefix       text   not null,            -- its first characters, to tell keys apart
    sha256       text   not null unique,     -- of the key, which is 256 random bits: no salt needed
    scopes       text   not null,            -- comma-separated permissions
    created_at   bigint not null,
    last_used_at bigint,
    revoked_at   bigint
);
create index api_keys_of on api_keys (tenant_id);
