-- real questions, asked of what is published and of what waits to be
create table replays (
    tenant_id   text   not null references tenants (id),
    id          text   primary key,
    days        bigint not null,          -- of which the questions are
    state       text   not null,          -- waiting | running | done | cancelled | failed
    total       bigint not null,          -- questions, known once it runs
    done        bigint not null,
    summary     text,                     -- JSON, once it is done
    started_by  text   not null,
    started_at  bigint not null,
    finished_at bigint
);
create index replays_of on replays (tenant_id, started_at);

-- a question that is answered otherwise, worst first
create table replay_flips (
    tenant_id text   not null,
    replay_id text   not null references replays (id),
    place     bigint not null,
    body      text   not null,            -- JSON
    verdict   text,                       -- better | worse | unknown, as somebody judged
    primary key (replay_id, place)
);
