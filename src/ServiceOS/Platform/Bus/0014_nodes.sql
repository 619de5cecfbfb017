-- the processes that work on this database; a row that is not renewed for some seconds is a node that has gone
create table nodes (
    id         text   primary key,
    name       text   not null,      -- machine and process, for people
    release_number bigint not null,
    started_at bigint not null,      -- by the database's clock, like the next
    seen_at    bigint not null
);

-- which release brought a migration: a node bears a database that is one release ahead of it, so that nodes can be
-- replaced one by one
alter table migrations add column release_number bigint not null default 1;
