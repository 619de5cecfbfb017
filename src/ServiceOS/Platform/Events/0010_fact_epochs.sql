-- The log's order on PostgreSQL is by writing transaction, and those numbers belong to a cluster. In a database that was
-- restored into another cluster, new numbers may be lower than those in the log: readers would wait for ever, and skip what
-- is new. So numbers are read through two functions that can be lifted (FactEpochs): order, checkpoints and cursors stay.
-- @postgres
create function fact_epoch() returns bigint language sql volatile
    as 'select pg_current_xact_id()::text::bigint + 0';
create function fact_horizon() returns bigint language sql stable
    as 'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0';
alter table facts alter column epoch set default fact_epoch();
-- @all
