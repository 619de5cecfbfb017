-- What the bot did for a consumer, for "solved by the bot": how often it gave a real answer, and whether its last word on a
-- question left it open. What was closed before this file counts as not solved.
alter table conversations add column bot_answers bigint not null default 0;
alter table conversations add column bot_open boolean not null default false;
