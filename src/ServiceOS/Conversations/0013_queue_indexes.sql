-- A consumer's place in the queue is counted in the index alone: with 10,000 waiting, each count read 10,000 rows.
drop index conversations_queued;
create index conversations_queued on conversations (tenant_id, queued_at, skill_id, state) where state = 'queued';

-- How long others waited lately: without it, a day on which nobody was served is read whole.
create index conversations_served on conversations (tenant_id, opened_at) where assigned_at is not null;
