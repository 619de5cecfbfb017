create table conversations (
    tenant_id            text   not null references tenants (id),
    id                   text   primary key,
    consumer_id          text   not null,
    consumer_name        text,                        -- as it was known at the opening, like the two below
    consumer_tier        text,
    consumer_is_member   boolean not null,
    channel              text   not null,             -- web
    locale               text   not null,
    state                text   not null,             -- bot | queued | assigned | closed
    reception            text   not null,             -- who gets the first message: bot | queued
    opened_at            bigint not null,
    last_spoke_at        bigint not null,
    last_seq             bigint not null default 0,   -- the newest message's place
    last_speaker         text,
    last_preview         text,
    consumer_messages    bigint not null default 0,
    misses               bigint not null default 0,   -- times in a row that the bot did not know
    mood                 text,                        -- angry, or null
    page                 text,
    product              text,
    order_id             text,
    skill_id             text,
    agent_id             text,
    queued_at            bigint,
    assigned_at          bigint,
    waiting_since        bigint,                      -- since when the consumer waits for a person's words
    reply_by             bigint,                      -- the service standard's deadline for them
    first_agent_reply_at bigint,
    agent_seq            bigint not null default 0,   -- the newest message by an agent, and whose it was
    agent_seq_by         text,
    handoff_reason       text,
    handoff_card         text,                        -- JSON
    closed_at            bigint,
    closed_by            text,                        -- consumer | agent | system
    wrap_up_category     text,
    wrap_up_note         text,
    resolved             boolean,
    read_by_consumer     bigint not null default 0,
    read_by_agent        bigint not null default 0,
    rating               bigint,
    rating_comment       text
);
create unique index conversations_open on conversations (consumer_id, channel) where state <> 'closed';
create index conversations_of_consumer on conversations (consumer_id, opened_at);
create index conversations_of_tenant on conversations (tenant_id, opened_at);
create index conversations_queued on conversations (tenant_id, queued_at) where state = 'queued';
create index conversations_assigned on conversations (agent_id) where state = 'assigned';
create index conversations_bot on conversations (opened_at) where state = 'bot';
create index conversations_closed on conversations (tenant_id, closed_at) where state = 'closed';

create table messages (
    tenant_id       text    not null,
    conversation_id text    not null references conversations (id),
    seq             bigint  not null,            -- 1, 2, 3… within the conversation, without gaps
    client_key      text    not null,            -- the sender's own key under its kind: makes a resend harmless
    speaker         text    not null,            -- consumer | bot | agent | system
    speaker_id      text,
    speaker_name    text,
    body            text    not null,
    parts           text,                        -- JSON
    in_reply_to     bigint,
    decided         boolean not null default false,   -- the bot's decision is stored beside it
    sent_at         bigint  not null,
    primary key (conversation_id, seq),
    unique (conversation_id, client_key)
);
create unique index messages_answers on messages (conversation_id, in_reply_to) where in_reply_to is not null;

-- a consumer's messages that the bot has yet to answer; held by a node until a time, under a number that grows
create table turns (
    tenant_id       text   not null,
    conversation_id text   not null references conversations (id),
    seq             bigint not null,
    choice          text,
    token           bigint not null,
    held_until      bigint not null,
    primary key (conversation_id, seq)
);

create table notes (
    tenant_id       text   not null,
    conversation_id text   not null references conversations (id),
    id              text   primary key,
    client_key      text   not null,
    author_id       text   not null,
    author_name     text   not null,
    body            text   not null,
    after_seq       bigint not null,
    at              bigint not null,
    unique (conversation_id, author_id, client_key)
);

create table drafts (
    tenant_id       text   not null,
    conversation_id text   not null references conversations (id),
    staff_id        text   not null,
    kind            text   not null,             -- reply | note
    body            text   not null,
    at              bigint not null,
    primary key (conversation_id, staff_id, kind)
);

-- how much of a conversation each agent has seen
create table reads (
    tenant_id         text   not null,
    conversation_id   text   not null references conversations (id),
    staff_id          text   not null,
    seq               bigint not null,
    consumer_messages bigint not null,
    primary key (conversation_id, staff_id)
);

create table canned_replies (
    tenant_id  text   not null references tenants (id),
    id         text   primary key,
    staff_id   text,                             -- null: the team's
    shortcut   text   not null,
    title      text   not null,
    body       text   not null,
    language   text   not null,
    changed_at bigint not null
);
create index canned_replies_of on canned_replies (tenant_id);

create table attachments (
    tenant_id   text   not null references tenants (id),
    id          text   primary key,
    uploader    text   not null,                 -- consumer:… or staff:…
    name        text   not null,
    type        text   not null,                 -- sniffed, never as claimed
    bytes       bigint not null,
    sha256      text   not null,                 -- the file's name on disk
    created_at  bigint not null
);
