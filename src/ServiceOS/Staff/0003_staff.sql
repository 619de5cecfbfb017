create table staff (
    id           text    primary key,
    tenant_id    text    not null references tenants (id),
    name         text    not null unique,        -- for signing in, lower case, one in the installation
    display_name text    not null,
    role         text    not null,
    locale       text    not null,               -- zh-CN | en
    capacity     bigint,                         -- conversations at once; null: as the tenant's settings say
    password     text    not null,               -- PBKDF2 with its own salt and count
    disabled     boolean not null default false,
    last_seen_at bigint,
    created_at   bigint  not null,
    changed_at   bigint  not null
);
create index staff_of on staff (tenant_id);

create table staff_sessions (
    sha256       text   primary key,             -- of the cookie's 256 random bits: no salt needed
    staff_id     text   not null references staff (id),
    created_at   bigint not null,
    last_used_at bigint not null
);
create index staff_sessions_of on staff_sessions (staff_id);

-- failed tries to sign in, by name and by address
create table sign_in_tries (
    who   text   primary key,
    tries bigint not null,
    since bigint not null
);

create table skills (
    id         text   primary key,
    tenant_id  text   not null references tenants (id),
    name       text   not null,
    created_at bigint not null,
    unique (tenant_id, name)
);

create table staff_skills (
    staff_id text not null references staff (id),
    skill_id text not null references skills (id),
    primary key (staff_id, skill_id)
);
create index staff_skills_by_skill on staff_skills (skill_id);

create table agent_presence (
    staff_id      text   primary key references staff (id),
    tenant_id     text   not null,
    state         text   not null,               -- online | busy | away | offline
    reason        text,
    heartbeat_at  bigint not null,
    assigned      bigint not null default 0,     -- conversations that are with the agent now
    capacity      bigint not null,
    last_taken_at bigint not null default 0
);
create index agent_presence_online on agent_presence (tenant_id) where state = 'online';
create index agent_presence_there on agent_presence (heartbeat_at) where state <> 'offline';
create index agent_presence_serving on agent_presence (heartbeat_at) where assigned > 0;
