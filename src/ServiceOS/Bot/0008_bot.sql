-- why the bot said what it said, beside each of its messages
create table decisions (
    tenant_id       text   not null,
    conversation_id text   not null,
    seq             bigint not null,              -- the bot's message
    outcome         text   not null,              -- answer | choices | handover | out-of-scope | greeting | skill
    item_id         text,
    body            text   not null,              -- JSON
    at              bigint not null,
    wrong_at        bigint,
    wrong_by        text,
    wrong_note      text,
    primary key (conversation_id, seq)
);
create index decisions_wrong on decisions (tenant_id, wrong_at) where wrong_at is not null;
