-- what was held out to an agent for a consumer's message, and what became of it
create table reply_suggestions (
    tenant_id       text   not null references tenants (id),
    conversation_id text   not null,
    seq             bigint not null,              -- the consumer's message
    item_id         text   not null,
    agent_id        text   not null,              -- who saw it
    language        text   not null,
    asked           text   not null,              -- what the consumer said, as it was compared, without personal data
    question        text   not null,              -- the item's standard question
    body            text   not null,              -- as it was shown
    offered_at      bigint not null,
    fate            text,                         -- accepted | edited | rejected; null: no reply of the agent's yet
    reply_seq       bigint,                       -- the agent's message that decided it
    judged_at       bigint,
    primary key (conversation_id, seq, item_id)
);
create index reply_suggestions_judged on reply_suggestions (tenant_id, language, judged_at) where fate is not null;
