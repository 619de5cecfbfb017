-- what somebody decided about a gap in the knowledge: questions that the bot misses
create table gap_verdicts (
    tenant_id  text   not null references tenants (id),
    id         text   primary key,
    verdict    text   not null,          -- new | similar | ignore
    lead       text   not null,          -- the key of the question that stood for the gap
    questions  text   not null,          -- JSON: the keys of its questions, by which it is known again
    volume     bigint not null,          -- how often it was asked, and within how many days
    days       bigint not null,
    item_id    text,                     -- the item that was to be made, or that got the questions
    copied     boolean not null,         -- the item was copied from above for it
    added      text   not null,          -- JSON: the questions that the item got
    by_name    text   not null,
    at         bigint not null
);
create index gap_verdicts_of on gap_verdicts (tenant_id, at);
