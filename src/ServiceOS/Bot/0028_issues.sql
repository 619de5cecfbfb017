-- What consumers came for: the first thing of each conversation that the bot knew, and how it stood with them then.
create table first_issues (
    conversation_id text   not null primary key,
    tenant_id       text   not null,
    order_state     text   not null,              -- of the newest order: see Situation
    product         text   not null,              -- of the page; empty when none
    target          text   not null,              -- item:ID or skill:NAME
    place           bigint,                       -- among what was held out at the beginning, from 1; null when it was not there
    at              bigint not null
);
create index first_issues_newest on first_issues (tenant_id, at);

-- How often that was what they came for, lately: each counts less the longer ago it is (forward decay: the new ones count more).
create table issue_weights (
    tenant_id text             not null,
    axis      text             not null,          -- all | order | product
    value     text             not null,          -- the order's state, the product; empty for all
    target    text             not null,
    weight    double precision not null,
    primary key (tenant_id, axis, value, target)
);
