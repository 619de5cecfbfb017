-- counts by minute, made from the log; lost, they are made again from its beginning
create table metric_minutes (
    tenant_id text   not null,
    minute    bigint not null,               -- its beginning, ms
    figure    text   not null,
    total     bigint not null,
    primary key (tenant_id, minute, figure)
);
