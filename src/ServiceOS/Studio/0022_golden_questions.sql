-- questions whose outcome is agreed on: what is published must not change it unseen
create table golden_questions (
    tenant_id text   not null references tenants (id),
    id        text   primary key,
    words_key text   not null,            -- of the normalised question, product and language: one of each at a node
    question  text   not null,
    product   text,
    locale    text,                       -- null: the node's own
    expects   text   not null,            -- item | skill | handover | out-of-scope
    item_id   text,
    skill     text,
    what      text,                       -- the item's question when it was chosen
    by_name   text   not null,
    at        bigint not null
);
create unique index golden_questions_words on golden_questions (tenant_id, words_key);
