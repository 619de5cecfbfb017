-- Asking back is not the same as not knowing: it counts for itself, and misses only what the bot did not know.
alter table conversations add column asked_back bigint not null default 0;   -- times that the bot asked back since it last knew
