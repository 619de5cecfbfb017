-- in which arm of which roll-out of knowledge a decision was taken; null: none ran
alter table decisions add column rollout_id text;
alter table decisions add column rollout_stage bigint;
alter table decisions add column rollout_arm text;           -- candidate | control
create index decisions_of_rollout on decisions (rollout_id, rollout_stage, conversation_id) where rollout_id is not null;
