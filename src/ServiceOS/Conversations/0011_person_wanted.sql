-- since when a person's first words are due: queued_at begins anew each time a conversation is queued again
alter table conversations add column person_wanted_at bigint;
update conversations set person_wanted_at = queued_at
where queued_at is not null and (first_agent_reply_at is null or first_agent_reply_at >= queued_at);
